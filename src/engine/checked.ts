import type { FileError } from "../finding.ts";
import type { Linkable } from "./linking/link.ts";
import type { Position } from "./lines.ts";
import type { Outcome } from "./run.ts";
import type { Suppressions } from "./suppressions.ts";

/** What both languages give about one file that was parsed, before findings get their last form. */
export interface Checked {
  outcome: Outcome;
  suppressions: Suppressions | undefined;
  /** Parts that were not understood. */
  problems: { index: number; kind: FileError["kind"]; message: string }[];
  locate(index: number): Position;
  indexOf(position: Position): number;
  /** Qualified name of the function around an offset. */
  symbolAt(index: number): string;
  /** The text of a range without comments. */
  codeOf(range: readonly [number, number]): string;
  /** What the file brings to the others of its project, where files are linked and it has anything to bring. */
  linkable?: Omit<Linkable, "hasFindings">;
  /** Milliseconds. */
  times: { parse: number; rules: number };
}

/** Why a file has no findings without being wrong. */
export type Skipped = "Flow" | "declarations" | "generated" | "binary" | "without a word of any rule";

export interface Request {
  /** Absolute. */
  filename: string;
  /** Without a byte order mark. */
  text: string;
  /** `settings.bottleneck`. */
  settings: Record<string, unknown>;
}
