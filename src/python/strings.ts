import type { PyNode } from "./node.ts";

const simple: Readonly<Record<string, string>> = {
  "\\": "\\", "'": "'", '"': '"', a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "\n": "", "\r": "", "\r\n": "",
};
const escapes = /\\(?:\r\n|[0-7]{1,3}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|N\{[^}]*\}|[\s\S])/g;

/** The value of an expression in the braces of an f-string. */
type HoleValue = (expression: PyNode) => string | undefined;

/** The value of a `string` or `concatenated_string` node; a bytes literal gives its characters. Undefined where a hole has no known value. */
export function stringValue(node: PyNode, text: string, hole: HoleValue): string | undefined {
  if (node.type === "concatenated_string") {
    const values = node.namedChildren.map((one) => stringValue(one, text, hole));
    return values.every((one) => one !== undefined) ? values.join("") : undefined;
  }
  const { children } = node;
  const start = children[0];
  const end = children.at(-1);
  if (start?.type !== "string_start" || end?.type !== "string_end") return undefined;
  const prefix = (/^[A-Za-z]*/.exec(start.text)?.[0] ?? "").toLowerCase();
  let value = "";
  let from = start.range[1];
  for (const one of [...children.filter((part) => part.type === "interpolation"), end]) {
    const piece = decode(text.slice(from, one.range[0]), prefix);
    const filled = one === end ? "" : filledHole(one, hole);
    if (piece === undefined || filled === undefined) return undefined;
    value += piece + filled;
    from = one.range[1];
  }
  return value;
}

/** `{name}`; not `{name!r}`, `{name:>8}` or `{name=}`. */
function filledHole(interpolation: PyNode, hole: HoleValue): string | undefined {
  const [expression, ...others] = interpolation.children.filter((one) => one.type !== "{" && one.type !== "}");
  return expression && others.length === 0 ? hole(expression) : undefined;
}

/** Source text between the quotes to the value; undefined where a character's name would be needed. */
function decode(source: string, prefix: string): string | undefined {
  const lines = source.includes("\r") ? source.replace(/\r\n?/g, "\n") : source;
  const plain = prefix.includes("f") || prefix.includes("t") ? lines.replace(/\{\{|\}\}/g, (pair) => pair.charAt(0)) : lines;
  if (prefix.includes("r") || !plain.includes("\\")) return plain;
  let unknown = false;
  const value = plain.replace(escapes, (escape) => {
    const body = escape.slice(1);
    if (body in simple) return simple[body] ?? "";
    const first = body.charAt(0);
    if (/[0-7]/.test(first)) return String.fromCharCode(Number.parseInt(body, 8));
    if (first === "x" && body.length > 1) return String.fromCharCode(Number.parseInt(body.slice(1), 16));
    if (prefix.includes("b")) return escape;
    if ((first === "u" || first === "U") && body.length > 1) return codePoint(Number.parseInt(body.slice(1), 16));
    if (first === "N" && body.length > 1) unknown = true;
    return escape;
  });
  return unknown ? undefined : value;
}

const codePoint = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd");
