/** Where a run reads and writes: `process` has this shape, and tests make their own. */
export interface Streams {
  stdin: AsyncIterable<Uint8Array | string>;
  stdout: Sink;
  stderr: Sink;
  env: Record<string, string | undefined>;
  cwd(): string;
}

export interface Sink {
  write(text: string): unknown;
  on?(event: "error", listener: (error: NodeJS.ErrnoException) => void): unknown;
  isTTY?: boolean | undefined;
  columns?: number | undefined;
}

/** A reader that goes away (`| head`) ends the output, not the program. */
export function ignoreBrokenPipe(sink: Sink): void {
  sink.on?.("error", (error) => {
    if (error.code !== "EPIPE") throw error;
  });
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
