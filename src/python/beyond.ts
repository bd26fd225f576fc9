import { namedBySettings } from "../knowledge/python/handlers.ts";
import type { Loop } from "../questions.ts";
import type { ForeignName, LinkableSummary, LoopSummary, RecognisedContext } from "../summary.ts";
import { factOf } from "./context-facts.ts";
import type { Registration } from "./registrations.ts";
import { ForeignCalls, type ForeignCall } from "./foreign-calls.ts";
import { ForeignNames } from "./foreign.ts";
import { lastName, positional } from "./functions.ts";
import { loopFacts } from "./loop-facts.ts";
import type { PyNode } from "./node.ts";
import type { PyFile, PythonQuestions } from "./questions.ts";
import type { Beyond } from "./summary.ts";
import { isClassName } from "./value.ts";

type Registered = LinkableSummary["registered"][number];

/** Views are wrapped in so many decorators at most. */
const MAX_WRAPPERS = 4;
const dottedPath = /^[A-Za-z_]\w*(?:\.\w+)+(?:[.:]\w+)$|^[A-Za-z_]\w*[.:]\w+$/;

/** Collects what a file calls and registers of other modules. */
export class BeyondFile implements Beyond {
  readonly registrations: Registered[] = [];
  readonly names: ForeignNames;
  readonly calls: ForeignCalls;
  readonly #ask: PythonQuestions;

  constructor(ask: PythonQuestions, file: PyFile) {
    this.#ask = ask;
    this.names = new ForeignNames(file);
    this.calls = new ForeignCalls(file, ask.values, ask.places.functions, this.names);
  }

  called(callee: PyNode): readonly ForeignCall[] {
    return this.calls.called(callee);
  }

  handed(expression: PyNode): readonly ForeignName[] {
    return this.calls.handed(expression);
  }

  loop(call: PyNode, loop: Loop<PyNode>): Partial<LoopSummary> {
    return loopFacts(this.#ask, call, loop);
  }

  started(to: ForeignName, context: RecognisedContext, call: PyNode): void {
    this.registrations.push({ to, context, line: call.line });
  }

  registered({ given, how, classes, text }: Registration, call: PyNode): void {
    const path = text ? this.#ask.constant(given) : undefined;
    const names = typeof path === "string" ? this.#named(path) : this.#served(given, classes === true);
    for (const to of names) this.registrations.push({ to, context: how(undefined), line: call.line });
  }

  /** Settings that name functions and classes by their dotted paths: `MIDDLEWARE`, `beat_schedule`. */
  settings(): void {
    const { scopes, tree } = this.#ask;
    for (const { settings, key, members, ...row } of namedBySettings) {
      if (!settings.some((one) => scopes.mentions(one))) continue;
      for (const value of this.#valuesOf(settings)) {
        for (const text of tree.nodes("string", value)) {
          const { parent } = text;
          if (key !== undefined && (parent?.type !== "pair" || parent.field("value") !== text || this.#ask.constant(parent.field("key") ?? text) !== key)) continue;
          const path = this.#ask.constant(text);
          for (const { module, name } of typeof path === "string" ? this.#named(path) : []) {
            for (const member of members) this.registrations.push({ to: { module, name: name + member }, context: factOf(undefined, row, "certain"), line: text.line });
          }
        }
      }
    }
  }

  /** What settings of some names are given, as variables, attributes or keyword arguments. */
  #valuesOf(settings: readonly string[]): PyNode[] {
    return this.#ask.tree.nodes(["assignment", "keyword_argument"]).flatMap((one) => {
      const target = one.field("left") ?? one.field("name");
      const value = one.field("right") ?? one.field("value");
      return target && value && settings.includes(lastName(target) ?? "") ? [value] : [];
    });
  }

  #named(path: string): ForeignName[] {
    return dottedPath.test(path) ? [this.names.of(path.replace(":", "."))].filter((one) => one !== undefined) : [];
  }

  /** What runs when something that is given to a framework is served: through `as_view()` and decorators called on it. */
  #served(expression: PyNode, classes: boolean): readonly ForeignName[] {
    let at: PyNode | undefined = expression;
    for (let steps = 0; at && steps < MAX_WRAPPERS; steps++) {
      const callee: PyNode | undefined = at.type === "call" ? at.field("function") : undefined;
      const name = callee && lastName(callee);
      if (callee?.type === "attribute" && name === "as_view") return this.#class(callee.field("object"));
      const found = this.calls.handed(at);
      if (found.length > 0 || !callee || name === "include") return found.map((one) => (isInstance(one) ? classOf(one, classes) : isClass(one) ? { ...one, name: classes ? "" : "#__init__" } : one));
      at = positional(at).length === 1 ? positional(at)[0] : undefined;
    }
    return [];
  }

  #class(expression: PyNode | undefined): readonly ForeignName[] {
    return expression ? this.calls.handed(expression) : [];
  }
}

const isClass = ({ module, name }: ForeignName): boolean => name === "" && isClassName(module);
const isInstance = ({ name }: ForeignName): boolean => name === "#__call__";
const classOf = (to: ForeignName, classes: boolean): ForeignName => (classes ? { ...to, name: "" } : to);
