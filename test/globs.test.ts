import picomatch from "picomatch";
import { describe, expect, it } from "vitest";
import { globMatcher, wordsOf } from "../src/globs.ts";
import { fileContexts } from "../src/knowledge/file-contexts.ts";
import { exportRows } from "../src/knowledge/javascript/contexts.ts";

describe("the words of a glob", () => {
  it.each<[string, readonly (readonly string[])[]]>([
    ["**/node_modules/**", [["node_modules"]]],
    ["{packages,apps}/*/{spec,specs}/**", [["packages", "apps"], ["spec", "specs"]]],
    ["{src/,}{middleware,proxy}.ts", [["middleware", "proxy"], [".ts"]]],
    ["**/*{_m,-m,M}igrations/**", [["igrations"]]],
    ["**/app/**/route.{js,ts}", [["app"], ["route."]]],
    ["**/*", []],
    ["{a,bcd}/**", []],
    ["{src/,}*", []],
    ["**/{x{yyy,zzz},www}/**", []],
    ["**/[slug]/**", []],
    ["!(a)/bcd", []],
  ])("%s", (glob, words) => expect(wordsOf(glob)).toEqual(words));
});

it("says of paths what picomatch says", () => {
  const globs = [...fileContexts, ...exportRows].flatMap(({ files }) => files);
  const folders = ["", "src/", "test/", "a/tests/b/", "apps/web/", "packages/x/spec/", "app/users/", "pages/api/", "db/migrations/", "a/dist/", "netlify/functions/", "docs/", "a/_migrations/", "client/"];
  const names = ["a.ts", "route.ts", "middleware.js", "a.test.ts", "index.py", "conftest.py", "test_a.py", "vite.config.mts", "page.tsx", "a.min.js", "seed.ts", "+server.ts", ".eslintrc.cjs", "handler"];
  const paths = folders.flatMap((folder) => names.map((name) => folder + name));
  for (const glob of globs) {
    const [matches, expected] = [globMatcher(glob), picomatch(glob, { dot: true })];
    expect(paths.filter(matches)).toEqual(paths.filter((path) => expected(path)));
  }
});
