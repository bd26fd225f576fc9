import { createHash } from "node:crypto";
import type { FieldFacts, ModelFacts } from "./models.ts";

/** No schema that people write has more. */
const MAX_MODELS = 2000;
const MAX_FIELDS = 500;

interface Attributes {
  name: string;
  type: string;
  isList: boolean;
  rest: string;
}

/** Models of a Prisma schema, read as data: their fields, keys and relations. The schema is taken apart when somebody asks for a model. */
export class PrismaSchema {
  readonly #texts: readonly string[];
  readonly #digest: string;
  #models: ReadonlyMap<string, ModelFacts> | undefined;

  /** `texts`: its files. */
  constructor(texts: readonly string[]) {
    this.#texts = texts;
    this.#digest = createHash("sha256").update(texts.join("\0")).digest("hex").slice(0, 16);
  }

  /** A model by the name that the schema, or the client (`prisma.user`), has for it. */
  model(name: string): ModelFacts | undefined {
    this.#models ??= read(this.#texts.join("\n"));
    return this.#models.get(name.charAt(0).toUpperCase() + name.slice(1)) ?? this.#models.get(name);
  }

  /** What findings depend on, for the key of the cache. */
  toJSON(): string {
    return this.#digest;
  }
}

function read(text: string): Map<string, ModelFacts> {
  const blocks = blocksOf(withoutComments(text));
  const names = new Set(blocks.flatMap(({ kind, name }) => (kind === "model" || kind === "view" ? [name] : [])));
  return new Map(blocks.filter(({ name }) => names.has(name)).map(({ name, lines }) => [name, modelOf(name, lines, names)]));
}

/** Comments run to the end of the line, but for `//` within a text. */
const withoutComments = (text: string): string => text.replaceAll(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/g, (one) => (one.startsWith('"') ? one : " "));

interface Block {
  kind: string;
  name: string;
  lines: string[];
}

/** Blocks with one entry of theirs a line, whatever lines it was written on. */
function blocksOf(text: string): Block[] {
  const found: Block[] = [];
  let block: Block | undefined;
  let open = 0;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const head = /^\s*(model|view|type|enum)\s+(\w+)\s*\{/.exec(line);
    if (!block) {
      if (head && !/\}\s*$/.test(line) && found.length < MAX_MODELS) block = { kind: head[1] ?? "", name: head[2] ?? "", lines: [] };
      open = 0;
      continue;
    }
    if (open <= 0 && /^\s*\}/.test(line)) {
      found.push(block);
      block = undefined;
      continue;
    }
    if (open > 0) block.lines.push(`${block.lines.pop() ?? ""} ${line.trim()}`);
    else if (line.trim() !== "" && block.lines.length < MAX_FIELDS) block.lines.push(line.trim());
    for (const [one] of line.replaceAll(/"(?:[^"\\]|\\.)*"/g, "").matchAll(/[()[\]{}]/g)) open += "([{".includes(one) ? 1 : -1;
  }
  return found;
}

function modelOf(name: string, lines: readonly string[], models: ReadonlySet<string>): ModelFacts {
  const fields: Record<string, FieldFacts> = Object.create(null) as Record<string, FieldFacts>;
  const keys: string[][] = [];
  for (const line of lines) {
    const names = /^@@(?:id|unique)\b[^[]*\[([^[\]]*)\]/.exec(line)?.[1];
    const [only, ...others] = names === undefined ? [] : namesIn(names);
    if (only !== undefined && others.length > 0) keys.push([only, ...others]);
    else if (only !== undefined && fields[only]) fields[only] = { ...fields[only], unique: true };
    const field = line.startsWith("@@") ? undefined : attributesOf(line);
    if (field) fields[field.name] = fieldOf(field, models);
  }
  return { key: keyOf(name), fields, eager: [], ...(keys.length > 0 && { keys }) };
}

/** `title String? @db.VarChar(200)`, `tags Tag[]`. */
function attributesOf(line: string): Attributes | undefined {
  const [whole, name, type, isList] = /^(\w+)\s+(\w+)(?:\([^()]*\))?(\[\])?/.exec(line) ?? [];
  if (whole === undefined || name === undefined || type === undefined) return undefined;
  return { name, type, isList: isList !== undefined, rest: line.slice(whole.length) };
}

function fieldOf({ type, isList, rest }: Attributes, models: ReadonlySet<string>): FieldFacts {
  if (models.has(type)) {
    const [, relation] = rest.split("@relation(", 2);
    const via = /\bfields:\s*\[([^[\]]*)\]/.exec(relation ?? "")?.[1];
    return { kind: isList ? "many" : "one", to: keyOf(type), ...(via !== undefined && { via: namesIn(via) }) };
  }
  const max = /@db\.(?:Var)?Char\((\d+)\)/.exec(rest)?.[1];
  return { kind: "value", ...(/(?:^|\s)@(?:id|unique)\b/.test(rest) && { unique: true }), ...(max !== undefined && { max: Number(max) }) };
}

/** `a, b(sort: Desc)`. */
const namesIn = (list: string): string[] => list.replaceAll(/\([^)]*\)/g, "").split(",").map((one) => one.trim()).filter((one) => one !== "");

const keyOf = (name: string): string => `#${name}`;
