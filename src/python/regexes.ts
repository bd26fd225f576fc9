import { lexerTable, regexCalls, regexFlags, regexMethods, shortTexts, type RegexCall } from "../knowledge/python/regex.ts";
import { placeOf as placeIn } from "../regex/pieces.ts";
import type { PyNode } from "./node.ts";
import { definitionOf, piecesOf } from "./pattern-pieces.ts";
import type { PythonQuestions } from "./questions.ts";
import { foreignMember } from "./value.ts";

export type Mode = "search" | "match" | "fullmatch";

/** A regular expression and one place that uses it. */
export interface Usage {
  /** The string, or the expression of strings, that is the pattern. */
  node: PyNode;
  pattern: string;
  /** Letters of flags. */
  flags: string;
  mode: Mode;
  /** The expression given as the pattern: `node`, or a name of it. */
  given: PyNode;
  /** The use itself, and the text that is matched where it is known. */
  at: PyNode;
  text?: PyNode;
  /** The pattern is only made or listed here: how it comes to be used, for messages. */
  open?: string;
}

/** Longer texts than this many characters are not short. */
const SHORT = 2_000;
const MAX_STEPS = 8;

/** Last names of the functions. */
const regexFunctions: ReadonlySet<string> = new Set([...regexCalls.keys()].map((name) => name.slice(name.indexOf(".") + 1)));

/** What a call of `re` does with a constant pattern; none for other calls. */
export function usagesOf(ask: PythonQuestions, call: PyNode): Usage[] {
  const callee = call.field("function");
  const foreign = callee && foreignMember(callee, ask.scopes);
  if (foreign !== undefined && !regexFunctions.has(foreign)) return [];
  const known = callee && regexCalls.get(ask.origin(callee) ?? "");
  const given = known && argumentAt(call, 0, "pattern");
  const pattern = given && ask.constant(given);
  if (!known || !given || typeof pattern !== "string") return [];
  const flags = flagsOf(ask, argumentAt(call, known.flags, "flags"));
  if (flags === undefined) return [];
  const common = { node: definitionOf(ask, given), given, pattern, flags };
  return known.mode === "uses" ? compiled(ask, call, common) : [{ ...common, mode: known.mode, at: call, text: textOf(call, known) }];
}

const textOf = (call: PyNode, { text }: RegexCall): PyNode | undefined => (text === undefined ? undefined : argumentAt(call, text, "string"));

/** The uses of a compiled expression: on the spot, or through the one name that it is bound to. */
function compiled(ask: PythonQuestions, call: PyNode, common: Pick<Usage, "node" | "given" | "pattern" | "flags">): Usage[] {
  const open: Usage = { ...common, mode: "search", at: call, open: "used elsewhere" };
  const direct = methodOn(call);
  if (direct) return [{ ...common, ...direct }];
  const assignment = call.parent;
  const target = assignment?.type === "assignment" ? assignment.field("left") : undefined;
  const binding = target?.type === "identifier" ? ask.scopes.lookup(target) : undefined;
  if (binding?.definitions.length !== 1) return [open];
  const uses = ask.scopes.references(binding).filter((one) => one.range[0] !== target?.range[0]).map(methodOn);
  const known = uses.filter((one) => one !== undefined);
  return known.length > 0 ? known.map((one) => ({ ...common, ...one })) : [open];
}

/** `value.match(text)`. */
function methodOn(value: PyNode): Pick<Usage, "mode" | "at" | "text"> | undefined {
  const { parent } = value;
  if (parent?.type !== "attribute" || value.fieldName !== "object") return undefined;
  const call = parent.parent;
  const method = regexMethods.get(parent.field("attribute")?.text ?? "");
  if (!method || call?.type !== "call" || parent.fieldName !== "function") return undefined;
  return { mode: method.mode, at: call, text: argumentAt(call, method.text, "string") };
}

/** The patterns in the table of a lexer class, which are matched at one place each. */
export function tableUsages(ask: PythonQuestions, owner: PyNode): Usage[] {
  const bases = owner.field("superclasses")?.namedChildren ?? [];
  if (!bases.some((base) => lexerTable.base.test(base.text))) return [];
  const { bindings } = ask.scopes.of(owner);
  const table = bindings.get(lexerTable.table)?.definitions[0]?.value;
  const given = bindings.get(lexerTable.flags)?.definitions[0]?.value;
  const flags = given ? flagsOf(ask, given) : lexerTable.defaultFlags;
  if (table?.type !== "dictionary" || flags === undefined) return [];
  const lists = table.namedChildren.map((pair) => (pair.type === "pair" ? pair.field("value") : undefined));
  return lists.flatMap((list) => (list?.type === "list" ? list.namedChildren : [])).flatMap((row): Usage[] => {
    const [first] = row.type === "tuple" ? row.namedChildren : [];
    const pattern = first && ask.constant(first);
    if (typeof pattern !== "string" || !first) return [];
    return [{ node: definitionOf(ask, first), given: first, pattern, flags, mode: "match", at: row, open: "tried again and again by the lexer" }];
  });
}

/** An argument by its place or name; undefined behind a splat. */
function argumentAt(call: PyNode, position: number, name: string): PyNode | undefined {
  const given = call.field("arguments");
  const all = given?.type === "argument_list" ? given.namedChildren : [];
  const keyword = all.find((one) => one.type === "keyword_argument" && one.field("name")?.text === name);
  if (keyword) return keyword.field("value");
  const plain = all.slice(0, position + 1);
  return plain.some((one) => one.type === "list_splat" || one.type === "keyword_argument") ? undefined : plain[position];
}

/** Letters of an expression of flags; undefined when a part of it is not known. */
function flagsOf(ask: PythonQuestions, expression: PyNode | undefined): string | undefined {
  let letters = "";
  const stack = expression ? [expression] : [];
  for (let steps = 0; stack.length > 0; steps++) {
    const node = stack.pop();
    if (!node || steps > MAX_STEPS * MAX_STEPS) return undefined;
    if (node.type === "parenthesized_expression") stack.push(...node.namedChildren);
    else if (node.type === "binary_operator" && node.field("operator")?.text === "|") stack.push(...[node.field("left"), node.field("right")].filter((one) => one !== undefined));
    else if (node.type === "identifier" && definitionOf(ask, node) !== node) stack.push(definitionOf(ask, node));
    else if (ask.constant(node) !== 0) {
      const name = /^(?:re|regex)\.(?:RegexFlag\.)?(\w+)$/.exec(ask.origin(node) ?? "")?.[1];
      const letter = name === undefined ? undefined : regexFlags.get(name);
      if (letter === undefined) return undefined;
      letters += letter;
    }
  }
  return letters;
}

/** Source offsets of a part of a pattern (offsets in it, end exclusive): where the part itself is written, whatever joins it. */
export function placeOf(ask: PythonQuestions, { node, given }: Usage, part: readonly [number, number]): readonly [number, number] {
  return placeIn(piecesOf(ask, given), part) ?? node.range;
}

/** The constant in another place that a part of a joined pattern comes from: of `r"^" + WORDS + r"$"`, the string that `WORDS` stands for. */
export function pieceOf(ask: PythonQuestions, { node }: Usage, [from, to]: readonly [number, number]): PyNode {
  let at = 0;
  const open = [{ node, named: false }];
  for (let next = open.pop(), steps = 0; next && steps < 1_000; next = open.pop(), steps++) {
    const { node: piece, named } = next;
    const value = ask.constant(piece);
    if (typeof value !== "string") return node;
    const target = definitionOf(ask, piece);
    if (at > from || at + value.length <= from) at += value.length;
    else if (target !== piece) open.push({ node: target, named: true });
    else if (piece.type === "binary_operator" && piece.field("operator")?.text === "+") {
      for (const side of [piece.field("right"), piece.field("left")]) if (side) open.push({ node: side, named });
    } else if (named && at + value.length >= to) return piece;
    else return node;
  }
  return node;
}

/** What kind of text it is that a pattern meets. */
export function kindOfText(ask: PythonQuestions, text: PyNode | undefined): "request" | "short" | "constant" | "unknown" {
  if (!text) return "unknown";
  if (ask.constant(text) !== undefined) return "constant";
  if (isCut(ask, text) || isNamedShort(ask, text) || isMeasured(ask, text)) return "short";
  return ask.collection(text).source === "input" ? "request" : "unknown";
}

/** `text[:100]`, `text[at:at + 100]`. */
function isCut(ask: PythonQuestions, text: PyNode): boolean {
  const slice = text.type === "subscript" ? text.field("subscript") : undefined;
  const [first, second] = slice?.type === "slice" ? slice.namedChildren : [];
  if (!slice || !first || slice.children.filter((token) => token.type === ":").length !== 1) return false;
  if (slice.children[0]?.type === ":") return isShortLength(ask.constant(first));
  if (second?.type === "binary_operator" && second.field("operator")?.text === "+") {
    const right = second.field("right");
    return right !== undefined && second.field("left")?.text === first.text && isShortLength(ask.constant(right));
  }
  const [start, end] = [ask.constant(first), second && ask.constant(second)];
  return typeof start === "number" && start >= 0 && typeof end === "number" && isShortLength(end - start);
}

const isShortLength = (length: unknown): boolean => typeof length === "number" && length > 0 && length <= SHORT;

function isNamedShort(ask: PythonQuestions, text: PyNode): boolean {
  if (text.type === "identifier" && text.text === "__file__") return true;
  const value = text.type === "subscript" ? text.field("value") : text;
  const origin = value && ask.origin(value);
  return origin !== undefined && shortTexts.some((name) => origin === name || origin.startsWith(`${name}.`));
}

/** The function compares `len(text)` with something. */
function isMeasured(ask: PythonQuestions, text: PyNode): boolean {
  const binding = text.type === "identifier" ? ask.scopes.lookup(text) : undefined;
  return binding !== undefined && ask.scopes.references(binding).some((one) => {
    const call = one.parent?.type === "argument_list" ? one.parent.parent : undefined;
    if (call?.field("function")?.text !== "len" || call.parent?.type !== "comparison_operator") return false;
    const other = call.parent.namedChildren.find((side) => side !== call);
    const limit = other && ask.constant(other);
    return call.parent.children.some((token) => /^[<>]=?$/.test(token.text)) && (limit === undefined || (typeof limit === "number" && limit > 8));
  });
}
