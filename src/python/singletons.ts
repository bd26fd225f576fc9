import { singletonName } from "../knowledge/python/containers.ts";
import { decoratorsOf } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";

/** Attributes under which a class keeps its only instance. */
const instanceName = /^_*(?:instance|shared|singleton|shared_instance|the_instance|inst|default_instance)_*$/i;

/** Whether a class has one instance by its own making: a decorator or metaclass that says so, or an attribute that keeps it. */
export function isSingleton(ask: PythonQuestions, definition: PyNode): boolean {
  if (decoratorsOf(definition).some((one) => singletonName.test(one.text))) return true;
  if (singletonName.test(definition.field("superclasses")?.text ?? "")) return true;
  return [...ask.scopes.of(definition).bindings.keys()].some((name) => instanceName.test(name));
}

/** Whether the file makes its only instance of a class at the top level: `store = Store()`. */
export function isMadeOnce(ask: PythonQuestions, definition: PyNode): boolean {
  const made = instancesOf(ask, definition);
  return made.length > 0 && made.every((call) => ask.places.functions.at(call).id === 0 && !isInside(call, definition));
}

/** The calls of this file that make an instance of a class. */
export function instancesOf(ask: PythonQuestions, definition: PyNode): PyNode[] {
  const name = definition.field("name")?.text;
  if (name === undefined) return [];
  return ask.scopes.identifiers(name, ask.tree.root)
    .map((one) => one.parent)
    .filter((one): one is PyNode => one?.type === "call" && one.field("function")?.text === name && ask.values.definitionOf(one.field("function") ?? one) === definition);
}

const isInside = (node: PyNode, outer: PyNode): boolean => outer.index <= node.index && node.index < outer.end;
