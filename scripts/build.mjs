// Builds dist/ (types are checked by `npm run typecheck`, not here) when a source is newer than the last build: the compiled modules, the Python grammar, the pure JS build of recheck, their licences.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const stamp = join(root, "dist/.built");

/** Newest change below a file or folder, in ms. */
function changed(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => changed(join(path, name))));
}

const sources = ["src", "package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json", "scripts/build.mjs"];
const isCurrent = existsSync(stamp) && sources.every((one) => changed(join(root, one)) <= statSync(stamp).mtimeMs);
if (isCurrent && !process.argv.includes("--force")) process.exit(0);

const started = new Date();
// Into a folder of its own, then put in place at once: whoever runs dist/ meanwhile never meets half a build.
const fresh = join(root, `dist.${process.pid}`);
rmSync(fresh, { recursive: true, force: true });
execFileSync(process.execPath, [require.resolve("typescript/lib/tsc.js"), "-p", join(root, "tsconfig.build.json"), "--noCheck", "--outDir", fresh], { stdio: "inherit", cwd: root });
const vendor = join(fresh, "vendor");
mkdirSync(vendor, { recursive: true });
const grammar = dirname(require.resolve("tree-sitter-python/package.json"));
const recheck = dirname(require.resolve("recheck/package.json"));
cpSync(join(grammar, "tree-sitter-python.wasm"), join(vendor, "tree-sitter-python.wasm"));
cpSync(join(grammar, "LICENSE"), join(vendor, "tree-sitter-python.LICENSE"));
cpSync(join(recheck, "lib/browser.js"), join(vendor, "recheck.cjs"));
cpSync(join(recheck, "LICENSE"), join(vendor, "recheck.LICENSE"));
writeFileSync(join(fresh, ".built"), "");
utimesSync(join(fresh, ".built"), started, started); // a source saved while we compiled is newer than this build
const old = join(root, `dist.${process.pid}.old`);
if (existsSync(join(root, "dist"))) renameSync(join(root, "dist"), old);
renameSync(fresh, join(root, "dist"));
rmSync(old, { recursive: true, force: true });
