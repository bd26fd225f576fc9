/** A text that repeats a pump. */
export interface Text {
  prefix: string;
  pump: string;
  suffix: string;
  times: number;
  /** All matches are gone through, not the first alone. */
  all?: boolean;
}

/** What became of one match: CPU time, the least of some runs; stopped after that much; or not done at all. */
export type Timed = { ms: number; matched: boolean } | { stopped: number } | { failed: string };

/** A pattern on an engine, in a thread or process that can be killed. */
export interface Engine {
  /** Its name and version. */
  readonly name: string;
  /** Matches a text; ends the match when it has taken `limit` ms of CPU time, or `patience` ms of any. */
  time(text: Text, limit: number, patience: number): Promise<Timed>;
  close(): Promise<void>;
}

/** How often a match is run at least, of short ones some more: the least time counts. */
export const RUNS = { usual: 2, short: 6, shortMs: 4, longMs: 600 } as const;

export const lengthOf = ({ prefix, pump, suffix, times }: Text): number => prefix.length + pump.length * times + suffix.length;
