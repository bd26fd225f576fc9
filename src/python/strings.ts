import type { PyNode } from "./node.ts";

const simple: Readonly<Record<string, string>> = {
  "\\": "\\", "'": "'", '"': '"', a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "\n": "", "\r": "", "\r\n": "",
};
const escapes = /\\(?:\r\n|[0-7]{1,3}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|N\{[^}]*\}|[\s\S])/g;

/** Parts of a string literal as written. */
export interface StringParts {
  /** Lower case, without the quotes: "rb". */
  prefix: string;
  quote: string;
  /** Offsets of the contents in the file. */
  range: readonly [number, number];
  /** Expressions in `{}` of an f-string. */
  holes: readonly PyNode[];
}

/** The parts of a `string` node; undefined for anything else and for an unterminated one. */
export function stringParts(node: PyNode): StringParts | undefined {
  if (node.type !== "string") return undefined;
  const { children } = node;
  const start = children[0];
  const end = children.at(-1);
  if (start?.type !== "string_start" || end?.type !== "string_end") return undefined;
  const [, prefix = "", quote = ""] = /^([A-Za-z]*)(.*)$/s.exec(start.text) ?? [];
  return { prefix: prefix.toLowerCase(), quote, range: [start.range[1], end.range[0]], holes: children.filter((one) => one.type === "interpolation") };
}

/** The value of a `string` or `concatenated_string` node without holes; a bytes literal gives its characters. */
export function stringValue(node: PyNode, text: string): string | undefined {
  if (node.type === "concatenated_string") {
    const values = node.namedChildren.map((one) => stringValue(one, text));
    return values.every((one) => one !== undefined) ? values.join("") : undefined;
  }
  const parts = stringParts(node);
  if (!parts || parts.holes.length > 0) return undefined;
  return decode(text.slice(...parts.range), parts.prefix);
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
