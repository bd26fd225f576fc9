import type { PyNode } from "./node.ts";
import type { Scopes } from "./scopes.ts";
import { stringValue } from "./strings.ts";

export type Constant = string | number | boolean | null;

/** Deeper expressions than this are no constants. */
const MAX_DEPTH = 200;
/** A repeated or joined text longer than this is not worked out. */
const MAX_LENGTH = 1 << 20;

/** Values of expressions that are the same on every run. */
export class Constants {
  readonly #scopes: Scopes;
  readonly #text: string;
  readonly #attribute: (node: PyNode) => PyNode | undefined;
  readonly #known = new Map<number, Constant | undefined>();
  #depth = 0;

  /** `attribute` gives the only value of an attribute of a class of this file. */
  constructor(scopes: Scopes, text: string, attribute: (node: PyNode) => PyNode | undefined) {
    this.#attribute = attribute;
    this.#scopes = scopes;
    this.#text = text;
  }

  of(expression: PyNode): Constant | undefined {
    const { index } = expression;
    if (this.#known.has(index)) return this.#known.get(index);
    if (this.#depth >= MAX_DEPTH) return undefined;
    this.#known.set(index, undefined);
    this.#depth++;
    const value = this.#evaluate(expression);
    this.#depth--;
    this.#known.set(index, value);
    return value;
  }

  #evaluate(node: PyNode): Constant | undefined {
    switch (node.type) {
      case "string": case "concatenated_string": return stringValue(node, this.#text, (hole) => asText(this.of(hole)));
      case "integer": case "float": return numberValue(node.text);
      case "true": return true;
      case "false": return false;
      case "none": return null;
      case "parenthesized_expression": case "named_expression": return this.#inner(node);
      case "unary_operator": return this.#unary(node);
      case "binary_operator": return this.#binary(node);
      case "identifier": return this.#named(node);
      case "attribute": {
        const value = this.#attribute(node);
        return value && this.of(value);
      }
      default: return undefined;
    }
  }

  #inner(node: PyNode): Constant | undefined {
    const inner = node.field("value") ?? node.namedChildren[0];
    return inner && this.of(inner);
  }

  #unary(node: PyNode): Constant | undefined {
    const argument = node.field("argument");
    const value = argument && this.of(argument);
    if (typeof value !== "number") return undefined;
    const operator = node.children[0]?.text;
    return operator === "-" ? -value : operator === "+" ? value : undefined;
  }

  /** Long chains of `+` lean to the left: they are walked, not recursed into. */
  #binary(node: PyNode): Constant | undefined {
    const chain: PyNode[] = [];
    let first: PyNode | undefined = node;
    while (first?.type === "binary_operator" && (first === node || !this.#known.has(first.index))) {
      chain.push(first);
      first = first.field("left");
    }
    let value = first && this.of(first);
    for (let at = chain.pop(); at; at = chain.pop()) {
      const right = value === undefined ? undefined : at.field("right");
      const other = right && this.of(right);
      value = value === undefined || other === undefined ? undefined : operate(at.field("operator")?.text ?? "", value, other);
      this.#known.set(at.index, value);
    }
    return value;
  }

  /** A name with one definition, or the one that surely runs last before the use. */
  #named(node: PyNode): Constant | undefined {
    const reaching = this.#scopes.reaching(node);
    const [only] = reaching;
    if (reaching.length !== 1 || only?.kind !== "assign" || only.path.length > 0 || !only.value) return undefined;
    return this.of(only.value);
  }
}

const asText = (value: Constant | undefined): string | undefined => (typeof value === "string" ? value : Number.isInteger(value) ? String(value) : undefined);

function operate(operator: string, a: Constant, b: Constant): Constant | undefined {
  if (typeof a === "string" && typeof b === "string") return operator === "+" && a.length + b.length <= MAX_LENGTH ? a + b : undefined;
  if (typeof a === "string" && typeof b === "number") return operator === "*" && b >= 0 && a.length * b <= MAX_LENGTH ? a.repeat(b) : undefined;
  if (typeof a !== "number" || typeof b !== "number") return undefined;
  switch (operator) {
    case "+": return a + b;
    case "-": return a - b;
    case "*": return a * b;
    case "**": return a ** b;
    case "/": return b === 0 ? undefined : a / b;
    case "//": return b === 0 ? undefined : Math.floor(a / b);
    case "%": return b === 0 ? undefined : ((a % b) + b) % b;
    case "<<": return a * 2 ** b;
    default: return undefined;
  }
}

/** `1_000`, `0xff`, `0o17`, `0b1`, `1e6`; undefined for complex numbers. */
function numberValue(text: string): number | undefined {
  const plain = text.replaceAll("_", "").toLowerCase();
  if (plain.endsWith("j")) return undefined;
  const value = Number(plain.endsWith("l") ? plain.slice(0, -1) : plain);
  return Number.isNaN(value) ? undefined : value;
}
