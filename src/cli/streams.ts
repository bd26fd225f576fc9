import { UsageError } from "../engine/options.ts";
import { reasonOf } from "./files.ts";

/** Where a run reads and writes: `process` has this shape, and tests make their own. */
export interface Streams {
  stdin: AsyncIterable<Uint8Array | string>;
  stdout: Sink;
  stderr: Sink;
  env: Record<string, string | undefined>;
  cwd(): string;
}

export interface Sink {
  /** Calls back when the text is written, or with the reason why it is not. */
  write(text: string, done?: (error?: Error | null) => void): unknown;
  on?(event: "error", listener: () => void): unknown;
  isTTY?: boolean | undefined;
  columns?: number | undefined;
}

/** Stands in the way of the stack that an unheard error would print; `print` tells what is worth telling. */
export function hearErrors(sink: Sink): void {
  sink.on?.("error", () => undefined);
}

/** Writes and waits until it is done. A reader that goes away (`| head`) ends the output, not the program. */
export async function print(sink: Sink, text: string): Promise<void> {
  if (text === "") return;
  const error = await new Promise<Error | null | undefined>((resolve) => void sink.write(text, resolve));
  if (error && !("code" in error && error.code === "EPIPE")) throw new UsageError(`cannot write to standard output: ${reasonOf(error)}`);
}

/** https://no-color.org and https://force-color.org, else colours on a terminal only. */
export function hasColors(sink: Sink, env: Streams["env"]): boolean {
  if (env["NO_COLOR"]) return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  return sink.isTTY === true && env["TERM"] !== "dumb";
}

export const widthOf = (sink: Sink): number => Math.max(40, (sink.isTTY === true && sink.columns) || 120);

export async function readAll(stdin: Streams["stdin"]): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}
