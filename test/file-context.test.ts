import { describe, expect, it } from "vitest";
import { fileContext, functionContext, placeOf } from "../src/file-context.ts";

describe("files by their place", () => {
  it.each<[string, string | undefined]>([
    ["src/users.ts", undefined],
    ["src/latest/users.ts", undefined],
    ["src/contest.py", undefined],
    ["app/api/views.py", undefined],
    ["src/openapi/spec/users.ts", undefined],
    ["src/services/benchmark/benchmark.service.ts", undefined],
    ["spec/users.js", "test file"],
    ["unit/users.js", "test file"],
    ["src/unit/users.js", undefined],
    ["src/users.spec.tsx", "test file"],
    ["src/__tests__/users.ts", "test file"],
    ["app/tests/test_users.py", "test file"],
    ["app/test_users.py", "test file"],
    ["conftest.py", "test file"],
    ["benchmarks/sort.js", "benchmark"],
    ["apps/web/next.config.mjs", "build configuration"],
    ["webpack.prod.js", "build configuration"],
    ["setup.py", "build configuration"],
    ["server/db/migrations/001_users.ts", "migration"],
    ["alembic/versions/1.py", "migration"],
    ["src/db/updates/3.0.1.js", "migration"],
    ["src/db/updates/index.js", undefined],
    ["src/updates/users.service.ts", undefined],
    ["packages/docs/pages/.vitepress/config.js", "build configuration"],
    ["packages/docs/pages/config.js", undefined],
    ["prisma/seed.ts", "seed script"],
    ["app/management/commands/import.py", "management command"],
    ["scripts/release.mjs", "script"],
    ["packages/api/src/cli/index.ts", "command line program"],
    ["src/public/tinymce/plugins/code/plugin.js", "generated or vendored file"],
    ["rtmp/demo/server.js", "example"],
    ["custom_libs/subtitles/parse.py", "generated or vendored file"],
    ["src/editors/tinymce/plugin.js", undefined],
    ["src/testUtils.js", "test file"],
    ["cron/disabled/reminder.js", "code that was put aside"],
    ["webApps/old/client/app.ts", "code that was put aside"],
    ["src/old.ts", undefined],
    ["src/shop_evals/run.py", "script"],
    ["evaluation/benchmarks/maths/tasks.py", "script"],
    ["src/ws.gateway.dev.ts", "set-up or tool for development"],
    ["server/api/dev.ts", "set-up or tool for development"],
    ["dev/accounts.ts", "set-up or tool for development"],
    ["src/dev/accounts.ts", undefined],
    ["packages/bot/examples/chat/index.ts", "example"],
    ["config/js/codemirror-5.19.0/mode/python.js", "generated or vendored file"],
    ["src/api-2/users.ts", undefined],
    ["src/sheet.bundled.ts", "generated or vendored file"],
    ["src/public/jquery.min.js", "generated or vendored file"],
    ["proto/users_pb2.py", "generated or vendored file"],
    ["node_modules/a/index.js", "generated or vendored file"],
  ])("%s", (file, how) => expect(fileContext(`/project/${file}`, { root: "/project" })?.how).toBe(how));

  it("does not look above the project root", () => {
    expect(fileContext("/home/tests/project/src/a.ts", { root: "/home/tests/project" })).toBeUndefined();
    expect(placeOf("/elsewhere/tests/a.ts", "/project")).toBe("a.ts");
  });

  it.each<[string, string | undefined]>([
    ["tests/admin/utils.ts", "test file"],
    ["tools/releaser/src/notes.ts", "script"],
    // Examples of whole services are linted like services.
    ["examples/shop/src/index.ts", undefined],
    // What the product's own packages are called tells nothing: `packages/cli` may hold the server.
    ["packages/cli/src/users.ts", undefined],
    ["packages/users/src/index.ts", undefined],
  ])("sees where a package lies in its repository: %s", (file, how) => {
    const root = `/repository/${file.split("/").slice(0, 2).join("/")}`;
    expect(fileContext(`/repository/${file}`, { root, repository: "/repository" })?.how).toBe(how);
  });

  it("lets the user's rows come first, and turn a default off", () => {
    const own = [{ files: "tests/**", context: "unknown" }, { files: ["jobs/**", "cron/**"], context: "scheduled" }, { files: 1 }, { context: "nowhere" }, null];
    expect(fileContext("/p/tests/a.ts", { root: "/p" }, own)).toBeUndefined();
    expect(fileContext("/p/cron/a.ts", { root: "/p" }, own)).toEqual({ context: "scheduled", how: "scheduled code by configuration" });
    expect(fileContext("/p/scripts/a.ts", { root: "/p" }, own)?.context).toBe("cli");
  });
});

it("gives functions the context of the user's rows", () => {
  const own = [{ function: ["handle*", "Jobs.run"], context: "request" }];
  expect(functionContext("handleUsers", own)?.context).toBe("request");
  expect(functionContext("Jobs.run", own)?.context).toBe("request");
  expect(functionContext("Jobs.stop", own)).toBeUndefined();
});
