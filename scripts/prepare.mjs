// npm runs this after an install from git (a pre-commit hook, a git dependency): there dist/ is missing and must be built.
// A global install from git brings no compiler, so what building needs is installed first. A packed install has dist/ and no sources.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./ready.mjs";

const has = (path) => existsSync(join(root, path));
if (!has("dist/.built") && has("src")) {
  if (!has("node_modules/typescript/package.json")) {
    // The settings of the install around this one do not hold here.
    for (const name of Object.keys(process.env)) if (/^npm_config_(?:global|prefix|install_links|allow_git|allow_scripts|location|local_prefix)$/i.test(name)) delete process.env[name];
    const status = run("npm", ["install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--include=dev", "--global=false"]);
    if (status !== 0) process.exit(status);
  }
  await import("./build.mjs");
}
