import { Places } from "../../src/javascript/places.ts";
import type { JsNode } from "../../src/javascript/context.ts";
import { ask } from "./ask.ts";

type Options = Parameters<typeof ask>[1] & { contexts?: readonly unknown[] };

/** The places of a piece of code, and its nodes by their text (the last one with it). */
export function places(code: string, { contexts, ...options }: Options = {}): { places: Places; node(text: string): JsNode } {
  const { values, file, node } = ask(code, options);
  file.settings = { ...file.settings, contexts };
  return { places: new Places(file, values), node };
}
