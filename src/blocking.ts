import type { Reach } from "./call-graph.ts";
import type { CostClass, Related } from "./finding.ts";
import type { Context } from "./knowledge/context.ts";
import type { Does } from "./knowledge/row.ts";

/** What a blocking call does while nothing else runs, as a message goes on after its name. */
export const blockingEffects: Partial<Record<Does, string>> = {
  query: "waits for the database",
  write: "waits for the database",
  commit: "waits for the database",
  cache: "waits for the cache server",
  request: "waits for the network",
  file: "works on the file system",
  process: "starts or waits for a child process",
  crypto: "computes",
  compress: "compresses or extracts",
  parse: "processes a document in one piece",
  sleep: "sleeps",
  wait: "waits",
  dns: "waits for a name server",
};

/** Cost classes in words, where no call was measured. */
export const costWords: Record<CostClass, string> = {
  A: "10 ms or more per call", B: "grows with the input", C: "microseconds while the disk is warm",
};

/** Contexts in which one blocked loop holds up nobody. */
export const quietContexts: ReadonlySet<Context> = new Set<Context>(["startup", "cli", "build", "test", "worker", "generated", "browser"]);

/** Bytes that are read within 0.1 ms from a warm disk. */
export const SMALL_FILE = 64 * 1024;

/** Where code of another file calls into this one: the place to hand the work to a thread, where the helper itself is right for its other callers. */
export function callFrom({ path }: Reach, file: string): Related[] {
  const hop = path.findLast((one, at) => at > 0 && one.file !== file);
  return hop ? [{ file: hop.file, line: hop.line, message: "the call that leads here" }] : [];
}
