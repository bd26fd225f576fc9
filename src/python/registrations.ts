import { startupKeywords, startupLists } from "../knowledge/python/contexts.ts";
import type { RegistrationRow } from "../knowledge/python/handlers.ts";
import { normalise } from "../sink-pattern.ts";
import type { RecognisedContext } from "../summary.ts";
import { factOf, routeOf, startup } from "./context-facts.ts";
import { keyword, lastName, positional } from "./functions.ts";
import { handlerIndex } from "./handler-index.ts";
import type { PyNode } from "./node.ts";
import type { PyFile } from "./questions.ts";
import type { Values } from "./values.ts";

/** Something that a call registers. */
export interface Registration {
  /** What the call is given: one function, class or text. */
  given: PyNode;
  /** How it runs, by whether it is `async`. */
  how(async: boolean | undefined): RecognisedContext;
  classes?: true;
  text?: true;
}

const none: readonly Registration[] = [];
const startUpWords = [...new Set([...startupKeywords, ...startupLists])];

/** Recognises in which contexts functions run that calls register. */
export class Registrations {
  readonly #file: PyFile;
  readonly #values: Values;

  constructor(file: PyFile, values: Values) {
    this.#file = file;
    this.#values = values;
  }

  /** By a call that registers functions, with the functions' arguments: `add_get("/", handler)`. */
  of(call: PyNode, callee: PyNode, name: string): readonly Registration[] {
    const { registrations } = handlerIndex();
    const mayStart = this.#mentionsStartup;
    if (!mayStart && name !== "field" && !registrations.names.has(name)) return none;
    const found = mayStart ? this.#startUp(call, callee, name) : [];
    if (name === "field" && keyword(call, "resolver")) {
      found.push(...eachOf(keyword(call, "resolver"), { how: () => ({ context: "request", how: "GraphQL resolver", confidence: "likely" }) }));
    }
    if (!registrations.names.has(name)) return found;
    const origin = this.#values.origin(callee);
    const known = origin === undefined ? undefined : registrations.byName.get(normalise(origin));
    const row = known ?? registrations.byLast.get(name);
    if (!row || row.unless?.test(this.#file.tree.text)) return found;
    const how = (async: boolean | undefined): RecognisedContext => factOf(async, row, known ? "certain" : "likely", routeOf(this.#values, call, name));
    for (const argument of registeredArguments(call, row)) found.push(...eachOf(argument, { how, classes: row.classes, text: row.text }));
    return found;
  }

  #startUp(call: PyNode, callee: PyNode, name: string): Registration[] {
    const list = name === "append" && startupLists.has(lastName(callee.field("object") ?? callee) ?? "") ? positional(call)[0] : undefined;
    const given = (call.field("arguments")?.namedChildren ?? [])
      .filter((one) => one.type === "keyword_argument" && startupKeywords.has(one.field("name")?.text ?? "")).map((one) => one.field("value"));
    return [list, ...given].flatMap((one) => eachOf(one, { how: () => startup("start-up hook", "certain") }));
  }

  #startUpMentioned: boolean | undefined;

  get #mentionsStartup(): boolean {
    return (this.#startUpMentioned ??= startUpWords.some((word) => this.#file.scopes.mentions(word)));
  }
}

/** The parts of lists, and of tuples in them: `[("/", Home), ("/users", Users)]`. */
function eachOf(expression: PyNode | undefined, registration: Omit<Registration, "given">): Registration[] {
  const parts = (one: PyNode): readonly PyNode[] => (one.type === "list" || one.type === "tuple" ? one.namedChildren : [one]);
  return expression ? parts(expression).flatMap(parts).map((given) => ({ given, ...registration })) : [];
}

function registeredArguments(call: PyNode, row: Omit<RegistrationRow, "of">): PyNode[] {
  const args = positional(call);
  const byKeyword = (row.keywords ?? []).map((name) => keyword(call, name));
  return [...row.at.map((at) => args[at]), ...byKeyword].filter((one) => one !== undefined);
}
