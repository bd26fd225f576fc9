import { github } from "./github.ts";
import { json } from "./json.ts";
import type { Format } from "./report.ts";
import { text } from "./text.ts";

/** The formats by their names on the command line. */
export const formats = { text, json, github } as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;

export const formatNames = Object.keys(formats) as FormatName[];
