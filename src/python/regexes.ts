import { lexerTable, patternTakers, regexCalls, regexFlags, seriesMethods, type PatternTaker, type RegexCall } from "../knowledge/python/regex.ts";
import { placeOf as placeIn } from "../regex/pieces.ts";
import type { PyNode } from "./node.ts";
import { definitionOf, piecesOf } from "./pattern-pieces.ts";
import type { PythonQuestions } from "./questions.ts";
import { isPatternTaken, methodsOn, readsOf, takersOf } from "./regex-uses.ts";
import { foreignMember } from "./value.ts";

export type Mode = "search" | "match" | "fullmatch";

/** What a kept pattern is held against later. */
export type Later = Pick<PatternTaker, "text" | "doubt">;

/** A regular expression and one place that uses it. */
export interface Usage {
  /** The string, or the expression of strings, that is the pattern. */
  node: PyNode;
  pattern: string;
  /** Letters of flags. */
  flags: string;
  mode: Mode;
  /** All matches are gone through. */
  all?: boolean;
  /** The expression given as the pattern: `node`, or a name of it. */
  given: PyNode;
  /** The use itself, and the text that is matched where it is known. */
  at: PyNode;
  text?: PyNode;
  later?: Later;
  /** The pattern is only made or listed here: how it comes to be used, for messages. */
  open?: string;
}

type Common = Pick<Usage, "node" | "given" | "pattern" | "flags">;

const MAX_STEPS = 8;

/** Last names of the functions. */
const regexFunctions: ReadonlySet<string> = new Set([...regexCalls.keys()].map((name) => name.slice(name.indexOf(".") + 1)));
const takerNames = new Set(patternTakers.flatMap(({ call }) => call.source.match(/[A-Za-z_]+/g) ?? []));

/** What a call does with a constant pattern: of `re`, of the `str` accessor of pandas, of a validator; none for other calls. */
export function usagesOf(ask: PythonQuestions, call: PyNode): Usage[] {
  const callee = call.field("function");
  if (!callee) return [];
  const foreign = foreignMember(callee, ask.scopes);
  const series = callee.type === "attribute" ? ofSeries(ask, call, callee) : [];
  if (series.length > 0 || (foreign !== undefined && !regexFunctions.has(foreign) && !takerNames.has(foreign))) return series;
  const origin = ask.origin(callee) ?? "";
  const known = regexCalls.get(origin);
  if (!known) return takersOf(ask, origin).flatMap((taker) => taken(ask, call, taker));
  const common = patternAt(ask, argumentAt(call, 0, "pattern"), argumentAt(call, known.flags, "flags"));
  if (!common) return [];
  return known.mode === "uses" ? compiled(ask, call, common) : [{ ...common, mode: known.mode, all: isOfAll(call, known), at: call, text: textOf(call, known) }];
}

const textOf = (call: PyNode, { text }: RegexCall): PyNode | undefined => (text === undefined ? undefined : argumentAt(call, text, "string"));

const isOfAll = (call: PyNode, { all, limit, text }: Pick<RegexCall, "all" | "limit" | "text">): boolean =>
  all === true && (limit === undefined || text === undefined || argumentAt(call, text + 1, limit) === undefined);

/** A constant pattern and its flags, when both are known. */
function patternAt(ask: PythonQuestions, given: PyNode | undefined, flagsGiven: PyNode | undefined): Common | undefined {
  const pattern = given && ask.constant(given);
  const flags = flagsOf(ask, flagsGiven);
  return !given || typeof pattern !== "string" || flags === undefined ? undefined : { node: definitionOf(ask, given), given, pattern, flags };
}

/** `frame["name"].str.contains(pattern)`; a plain text where `regex=False` says so, and in `replace()` where nothing says otherwise. */
function ofSeries(ask: PythonQuestions, call: PyNode, callee: PyNode): Usage[] {
  const accessor = callee.field("object");
  const method = seriesMethods.get(callee.field("attribute")?.text ?? "");
  if (!method || accessor?.type !== "attribute" || accessor.field("attribute")?.text !== "str" || !/\bpandas\b/.test(ask.tree.text)) return [];
  const regex = argumentAt(call, Infinity, "regex");
  if (regex ? ask.constant(regex) !== true : method.regexOnly) return [];
  const common = patternAt(ask, argumentAt(call, 0, method.keyword), argumentAt(call, method.flags ?? Infinity, "flags"));
  return common ? [{ ...common, mode: method.mode, all: method.all, at: call, open: "on each value of a column" }] : [];
}

function taken(ask: PythonQuestions, call: PyNode, taker: PatternTaker): Usage[] {
  const { argument = Infinity, keyword, flags = Infinity, mode } = taker;
  const common = patternAt(ask, argumentAt(call, argument, keyword), argumentAt(call, flags, "flags"));
  return common ? [{ ...common, mode, at: call, later: taker }] : [];
}

/** The uses of a compiled expression: on the spot, through a name, an attribute or a list, or by what keeps it. */
function compiled(ask: PythonQuestions, call: PyNode, common: Common): Usage[] {
  const found: Usage[] = [];
  const open = [call];
  for (let node = open.pop(), steps = 0; node && steps < MAX_STEPS * MAX_STEPS; node = open.pop(), steps++) {
    const direct = methodsOn(node);
    const taker = direct ? undefined : isPatternTaken(ask, node);
    if (direct) found.push({ ...common, mode: direct.mode, all: isOfAll(direct.call, direct), at: direct.call, text: argumentAt(direct.call, direct.text, "string") });
    else if (taker) found.push({ ...common, mode: taker.mode, at: node, later: taker });
    else open.push(...readsOf(ask, node));
  }
  return found.length > 0 ? found : [{ ...common, mode: "search", at: call, open: "used elsewhere" }];
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
