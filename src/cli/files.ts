import { randomBytes } from "node:crypto";
import { lstatSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What stands at a path; undefined when nothing does or nobody may look. */
export function kindOf(path: string): "file" | "folder" | "other" | undefined {
  try {
    const stat = statSync(path);
    return stat.isFile() ? "file" : stat.isDirectory() ? "folder" : "other";
  } catch {
    return undefined;
  }
}

/** Whoever reads the file meets the old text or the whole new one. */
export function replaceFile(path: string, text: string): void {
  const known = lstatSync(path, { throwIfNoEntry: false });
  const target = known?.isSymbolicLink() ? realpathSync(path) : path;
  const old = known && statSync(target);
  // Devices and pipes, such as /dev/stdout, are written to, not replaced.
  if (old && !old.isFile()) return writeFileSync(target, text);
  const draft = join(dirname(target), `.pyperf-lint-${randomBytes(6).toString("hex")}.tmp`);
  try {
    writeFileSync(draft, text, { flag: "wx", mode: old ? old.mode & 0o777 : 0o666 });
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

const reasons: Record<string, string> = {
  EACCES: "no permission", EPERM: "no permission", EROFS: "the file system is read-only", ENOSPC: "the disk is full",
  ENOENT: "no such file", EISDIR: "it is a folder", ENOTDIR: "a part of its path is not a folder", ELOOP: "its links form a circle", ENAMETOOLONG: "the name is too long",
};

/** Why a file operation failed, in plain words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
