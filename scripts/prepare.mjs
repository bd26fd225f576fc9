// npm runs this after an install from git (a pre-commit hook, a git dependency): there dist/ is missing and must be built.
// In a packed install dist/ is there and the compiler is not.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const built = existsSync(fileURLToPath(new URL("../dist/.built", import.meta.url)));
const canBuild = existsSync(fileURLToPath(new URL("../node_modules/typescript/package.json", import.meta.url)));
if (!built && canBuild) await import("./build.mjs");
