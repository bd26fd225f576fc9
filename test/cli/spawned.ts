import { spawn } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Ended } from "./command.ts";

const loader = pathToFileURL(fileURLToPath(new URL("from-source.mjs", import.meta.url))).href;
const bin = fileURLToPath(new URL("../../src/cli/bin.ts", import.meta.url));

export interface Manner {
  cwd: string;
  stdin?: string;
  /** Close standard output after its first bytes, as `head` does. */
  head?: true;
  uid?: number;
  /** File that takes standard output. */
  stdout?: number;
  /** Folders that commands are looked for in. */
  path?: string;
}

/** The command as a process of its own. */
export function spawned(args: readonly string[], { cwd, stdin = "", head, uid, stdout, path }: Manner): Promise<Ended & { signal: string | null }> {
  const env = { ...process.env, NO_COLOR: "", FORCE_COLOR: "", ...(path === undefined ? {} : { PATH: path }) };
  const stdio = ["pipe", stdout ?? "pipe", "pipe"] as const;
  const child = spawn(process.execPath, ["--import", loader, bin, ...args], { cwd, env, stdio: [...stdio], ...(uid === undefined ? {} : { uid, gid: uid }) });
  const ended = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    ended.stdout += text;
    if (head) child.stdout?.destroy();
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (ended.stderr += text));
  child.stdin?.on("error", () => undefined).end(stdin);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => resolve({ ...ended, status: status ?? -1, signal }));
  });
}
