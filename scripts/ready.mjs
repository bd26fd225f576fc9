// Installs and builds what is missing or out of date, and nothing else: helpers and editors share node_modules.
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** @param {string} command @param {string[]} args @returns the exit status */
export function run(command, args) {
  try {
    execFileSync(command, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" && command === "npm" });
    return 0;
  } catch (error) {
    if (typeof error.status === "number") return error.status;
    throw error;
  }
}

export function makeReady() {
  const lock = join(root, "package-lock.json");
  const installed = join(root, "node_modules/.package-lock.json");
  if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
    // Not `npm ci`: it asks for the binaries of all platforms in the lock file, and a registry may not have them all.
    const status = run("npm", ["install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund"]);
    if (status !== 0) process.exit(status);
  }
  const status = run(process.execPath, ["scripts/build.mjs"]);
  if (status !== 0) process.exit(status);
}
