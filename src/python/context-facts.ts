import type { Confidence } from "../finding.ts";
import type { Runs } from "../knowledge/python/handlers.ts";
import type { RecognisedContext } from "../summary.ts";
import { keyword, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { Values } from "./values.ts";

const verbs = new Set(["get", "post", "put", "patch", "delete", "head", "options", "trace"]);

/** How a function runs by a row; of one in another file nobody knows yet whether it is `async`. */
export function factOf(async: boolean | undefined, row: Runs, confidence: Confidence, detail = ""): RecognisedContext {
  const found: RecognisedContext = { context: row.context, how: detail === "" ? row.how : `${row.how} ${detail}`, confidence };
  if (row.perRow) found.perRow = true;
  if (row.rare) found.rare = true;
  if (row.loop === "never" || (row.loop === "async" && async === false)) found.offLoop = true;
  else if (async === false || (async === undefined && row.loop === "always")) found.onLoop = true;
  return found;
}

export const startup = (how: string, confidence: Confidence): RecognisedContext => ({ context: "startup", how, confidence });

/** `GET /users` of a call that registers a route. */
export function routeOf(values: Values, call: PyNode, name: string): string {
  if (call.type !== "call") return "";
  const verb = verbs.has(name.replace(/^add_/, "")) ? name.replace(/^add_/, "").toUpperCase() : "";
  const first = positional(call)[0] ?? keyword(call, "path");
  const path = first && values.constant(first);
  return [verb, typeof path === "string" && path !== "" && path.length < 80 ? path : ""].filter((part) => part !== "").join(" ");
}
