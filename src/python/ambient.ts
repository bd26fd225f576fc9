import type { Definition } from "./definitions.ts";
import { parametersOf, positional, type PyFunction } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";

const MAX_DEPTH = 5;
const queueName = /queue|(?:^|_)q$/i;
const plain = /^(?:str|int|repr|bytes|tuple|getattr|hash)$/;

/** Whether a value comes from the environment, a context variable or a constant of the module: a process sees few of them. */
export function isAmbient(ask: PythonQuestions, expression: PyNode, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  switch (expression.type) {
    case "identifier": return isAmbientName(ask, expression, depth);
    case "parenthesized_expression": case "await": return expression.namedChildren.every((one) => isAmbient(ask, one, depth + 1));
    case "subscript": case "attribute": return isEnvironment(ask, expression) || ask.constant(expression) !== undefined;
    case "call": return isAmbientCall(ask, expression, depth);
    case "tuple": case "binary_operator": case "boolean_operator": return expression.namedChildren.every((one) => isAmbient(ask, one, depth + 1));
    default: return ask.constant(expression) !== undefined;
  }
}

const isEnvironment = (ask: PythonQuestions, node: PyNode): boolean => {
  const object = node.type === "call" ? node.field("function") : node.type === "subscript" ? node.field("value") : node;
  return object !== undefined && /^os\.(?:environ\b|getenv\b)/.test(ask.origin(object) ?? "");
};

function isAmbientName(ask: PythonQuestions, name: PyNode, depth: number): boolean {
  const binding = ask.scopes.lookup(name);
  if (!binding) return false;
  if (binding.scope.kind === "module") return ask.constant(name) !== undefined;
  return binding.definitions.length > 0 && binding.definitions.every((one) => {
    if (one.kind === "parameter") return isGivenAmbient(ask, one, depth);
    return one.kind === "assign" && one.path.length === 0 && one.value !== undefined && isAmbient(ask, one.value, depth + 1);
  });
}

function isAmbientCall(ask: PythonQuestions, call: PyNode, depth: number): boolean {
  const callee = call.field("function");
  if (!callee) return false;
  if (isEnvironment(ask, call) || isContextRead(ask, call)) return true;
  const args = positional(call);
  if (callee.type === "identifier" && plain.test(callee.text)) return args.length > 0 && args.every((one) => isAmbient(ask, one, depth + 1));
  const fn = ask.places.callees.called(callee);
  // A function that is given nothing tells of the process or of the task that it runs in.
  return fn !== undefined && !fn.owner && args.length === 0 && parametersOf(fn.node).length === 0
    && ask.tree.nodes("call", fn.node).some((one) => isEnvironment(ask, one) || isContextRead(ask, one));
}

/** `current_run.get()`: a `get` that takes nothing, of a name of the module, is that of a context variable. */
function isContextRead(ask: PythonQuestions, call: PyNode): boolean {
  const callee = call.field("function");
  const object = callee?.type === "attribute" && callee.field("attribute")?.text === "get" ? callee.field("object") : undefined;
  if (object?.type !== "identifier" || call.field("arguments")?.namedChildren.length !== 0 || queueName.test(object.text)) return false;
  return ask.scopes.lookup(object)?.scope.kind === "module";
}

/** All that a function of the module is given for a parameter, in calls or by what it is handed to: `run(load, key)`. */
function isGivenAmbient(ask: PythonQuestions, parameter: Definition, depth: number): boolean {
  const fn = ask.places.functions.ofNode(parameter.block);
  if (!fn || fn.owner || parameter.rest) return false;
  const given = [...ask.values.argumentsFor(parameter), ...handedOver(ask, fn, parameter)];
  return given.length > 0 && given.every((one) => one !== undefined && isAmbient(ask, one, depth + 1));
}

function handedOver(ask: PythonQuestions, fn: PyFunction, parameter: Definition): (PyNode | undefined)[] {
  const name = fn.node.field("name");
  const binding = name && ask.scopes.lookup(name);
  const place = parametersOf(fn.node).findIndex((one) => one.name === parameter.node.text);
  if (!binding || place < 0) return [];
  return ask.scopes.references(binding).flatMap((one) => {
    if (one.index === name.index || one.fieldName === "function") return [];
    const call = one.parent?.type === "argument_list" ? one.parent.parent : undefined;
    if (call?.type !== "call") return [undefined];
    const args = positional(call);
    return [args[args.findIndex((arg) => arg.index === one.index) + 1 + place]];
  });
}
