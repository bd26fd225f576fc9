import { dirname, resolve } from "node:path";
import { UsageError } from "../engine/options.ts";
import { formatNames, type FormatName } from "../report/formats.ts";
import { kindOf, reasonOf, replaceFile } from "./files.ts";
import { unknown } from "./nearest.ts";

/** One report to write: to standard output, or to a file. */
export interface Output {
  format: FormatName;
  file?: string;
}

/** Reads the values of `--output-format`: `text`, `json=report.json`. Standard output and each file take one report. */
export function parseOutputs(words: readonly string[]): Output[] {
  const outputs = words.map(parseOutput);
  const seen = new Set<string>();
  for (const { file } of outputs) {
    const place = file === undefined ? "standard output" : `"${file}"`;
    if (seen.has(place)) throw new UsageError(`two reports cannot go to ${place}; write one into a file: --output-format FORMAT=FILE`);
    seen.add(place);
  }
  return outputs;
}

function parseOutput(word: string): Output {
  const [name = "", ...rest] = word.split("=");
  const format = formatNames.find((one) => one === name);
  if (format === undefined) throw new UsageError(`${unknown("output format", name, formatNames)} (${formatNames.join(", ")})`);
  if (!word.includes("=")) return { format };
  const file = rest.join("=");
  if (file === "") throw new UsageError(`--output-format ${word} names no file`);
  return file === "-" ? { format } : { format, file };
}

/** Said before a long run rather than after it. */
export function checkOutputs(outputs: readonly Output[], cwd: string): void {
  for (const { file } of outputs) {
    if (file === undefined) continue;
    const folder = dirname(resolve(cwd, file));
    if (kindOf(folder) !== "folder") throw new UsageError(`cannot write "${file}": there is no folder "${folder}"`);
    if (kindOf(resolve(cwd, file)) === "folder") throw new UsageError(`cannot write "${file}": it is a folder`);
  }
}

/** Replaces the file as a whole, or says why it cannot. */
export function writeOutput(file: string, cwd: string, text: string): void {
  try {
    replaceFile(resolve(cwd, file), text);
  } catch (error) {
    throw new UsageError(`cannot write "${file}": ${reasonOf(error)}`);
  }
}
