import type { JsNode, JsSource } from "./context.ts";
import { instanceOf, memberOf, moduleName } from "./names.ts";
import type { Kind } from "./type-kinds.ts";
import type { Write } from "./writes.ts";

/** A comment stands before the statement or member that a function or name is part of, not further out. */
const MAX_STEPS = 5;

/** Types that comments give to parameters and variables: `@param {string[]} names`, `@type {import("pg").Pool}`. */
export class JsDoc {
  readonly #source: JsSource;
  /** Comments by the offset of the code that follows them. */
  #comments: ReadonlyMap<number, string> | undefined;

  constructor(source: JsSource) {
    this.#source = source;
  }

  /** The type that a comment gives to a whole parameter or variable, as written. */
  typeOf({ kind, name, fn, path }: Write): string | undefined {
    if (name.type !== "Identifier" || path?.length !== 0) return undefined;
    if (kind === "param") return fn && this.#tag(fn, new RegExp(`@param\\s*\\{([^\\n]*)\\}\\s*\\[?${name.name.replaceAll("$", "\\$")}\\b`));
    return kind === "value" || kind === "none" ? this.#tag(name, /@type\s*\{([^\n]*)\}/) : undefined;
  }

  #tag(node: JsNode, tag: RegExp): string | undefined {
    const comments = this.#all();
    if (comments.size === 0) return undefined;
    let at: JsNode | undefined = node;
    for (let i = 0; at && i < MAX_STEPS && at.type !== "BlockStatement" && at.type !== "Program"; i++) {
      const comment = comments.get(at.range[0]);
      if (comment !== undefined) return tag.exec(comment)?.[1]?.trim();
      at = at.parent;
    }
    return undefined;
  }

  #all(): ReadonlyMap<number, string> {
    if (this.#comments) return this.#comments;
    const found = new Map<number, string>();
    const { text } = this.#source;
    for (const { type, value, range } of this.#source.getAllComments()) {
      if (type !== "Block" || !value.startsWith("*") || !value.includes("{")) continue;
      let next = range[1];
      while (/\s/.test(text[next] ?? "")) next++;
      found.set(next, value);
    }
    this.#comments = found;
    return found;
  }
}

/** The kind of collection that a type in a comment names. */
export function kindOfComment(type: string): Kind {
  const plain = withoutNothing(type);
  if (plain.includes("|")) return "unknown";
  if (/\[\]$|^(?:Readonly)?Array\b/.test(plain)) return "array";
  if (/^(?:Readonly)?Set</.test(plain)) return "set";
  if (/^(?:Readonly)?Map</.test(plain)) return "map";
  if (/^(?:number|boolean|Object|object|function|Function|Record|Promise)\b/.test(plain)) return "other";
  return /^string$/i.test(plain) ? "string" : "unknown";
}

/** The origin that `import("pg").Pool` in a comment names. */
export function originOfComment(type: string): string | undefined {
  const [, specifier, name] = /^import\(["']([^"']+)["']\)(?:\.(\w+))?$/.exec(withoutNothing(type)) ?? [];
  if (specifier === undefined) return undefined;
  return instanceOf(name === undefined ? moduleName(specifier) : memberOf(moduleName(specifier), name));
}

function withoutNothing(type: string): string {
  const plain = type.replace(/^[?!]+|=$/g, "").replace(/^\(([^()]*)\)$/, "$1");
  return plain.replace(/\s*\|\s*(?:null|undefined)\b/g, "").replace(/^(?:null|undefined)\s*\|\s*/, "").trim();
}
