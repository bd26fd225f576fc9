import { escaped } from "../escaped.ts";
import { libraries } from "../knowledge/javascript/index.ts";
import { globalNames } from "../knowledge/javascript/globals.ts";
import type { Library, Shape, Sink } from "../knowledge/row.ts";
import { ownLibrary } from "../own-sinks.ts";
import type { ProjectFacts } from "../project-facts.ts";
import { compile } from "../sink-pattern.ts";
import { calleeOf, propertyName, unwrap, type CallNode } from "./nodes.ts";
import { mayFit } from "./shape-fit.ts";
import { isReceiverShape, methodsOf } from "./siblings.ts";

/** Which rows a question is about. One function object per question: what it leads to is kept by it. */
export type Wanted = (row: Sink | Shape) => boolean;

interface Named {
  /** The last names of rows by the first name that a file must have. */
  byScope: ReadonlyMap<string, ReadonlySet<string>>;
  /** Finds modules, which stand in quotes. */
  modules: RegExp | undefined;
  globals: readonly string[];
  shapes: ReadonlyMap<string, readonly Shaped[]>;
  /** Libraries with a client method, by its name. */
  clients: ReadonlyMap<string, readonly Library[]>;
}

interface Shaped {
  row: Shape;
  library: Library;
}

interface FileFacts {
  text: string;
  facts: ProjectFacts;
  /** The user's own rows. */
  own: readonly unknown[] | undefined;
  /** Findings that are not sure are asked for. */
  doubtful: boolean;
  memberNames(): ReadonlySet<string>;
}

/** What of it one file can have. */
interface InFile {
  named: Named;
  lasts: ReadonlySet<string>;
  /** A call may go by a name that is not that of its row. */
  isAliased: boolean;
}

const quoted = (names: readonly string[]): string =>
  names.toSorted((a, b) => b.length - a.length).map(escaped).join("|");

const anyRow: Wanted = () => true;
const tables = new WeakMap<readonly unknown[], Map<Wanted, Named>>();
const none: readonly unknown[] = [];

/** Tells most calls apart by their name alone, before anything is followed to where it comes from. */
export class SinkNames {
  readonly #text: string;
  readonly #facts: ProjectFacts;
  readonly #own: readonly unknown[];
  /** Shapes of libraries that the project does not have count as well. */
  readonly #doubtful: boolean;
  readonly #memberNames: () => ReadonlySet<string>;
  #found: { modules: ReadonlySet<string>; globals: ReadonlyMap<string, boolean> } | undefined;
  readonly #files = new Map<Wanted, InFile>();
  readonly #libraries = new Map<Library, boolean>();
  readonly #givers = new Map<Library, boolean>();

  constructor(file: FileFacts) {
    this.#text = file.text;
    this.#facts = file.facts;
    this.#own = file.own ?? none;
    this.#doubtful = file.doubtful;
    this.#memberNames = () => file.memberNames();
  }

  /** Whether a call may have a row of a kind; without a kind, of any, and of any library. */
  mayHave(call: CallNode, wanted?: Wanted): boolean {
    const { named, lasts, isAliased } = this.#inFile(wanted ?? anyRow);
    const callee = unwrap(calleeOf(call));
    if (callee.type !== "MemberExpression") return isAliased || (callee.type === "Identifier" && lasts.has(callee.name));
    const name = propertyName(callee);
    if (name === undefined) return isAliased;
    if (lasts.has(name)) return true;
    const mayBe = ({ row, library }: Shaped): boolean =>
      mayFit(row, call, this.#text) && (wanted === undefined || this.#doubtful || this.#isPresent(library));
    if (named.shapes.get(name)?.some(mayBe) === true) return true;
    const clients = named.clients.get(name);
    if (clients?.some((library) => this.#isPresent(library) && this.#givesAway(library)) === true) return true;
    // What this file calls by a name of its own may be anything.
    return isAliased && (!/^[a-z_$]/i.test(name) || name === "default" || lasts.has("") || this.#memberNames().has(name));
  }

  /** Whether any call by name of a kind stands in the file. */
  hasAny(wanted: Wanted): boolean {
    return this.#inFile(wanted).lasts.size > 0;
  }

  #isPresent(library: Library): boolean {
    const known = this.#libraries.get(library);
    if (known !== undefined) return known;
    const found = library.packages.length === 0 || library.packages.some((name) =>
      this.#facts.packages?.has(name) === true || (this.#text.includes(name) && importOf(name).test(this.#text)));
    this.#libraries.set(library, found);
    return found;
  }

  /** Whether another call of the file may tell that a receiver is a client of a library. */
  #givesAway(library: Library): boolean {
    const known = this.#givers.get(library) ?? givingNames(library)?.test(this.#text) === true;
    this.#givers.set(library, known);
    return known;
  }

  /** First names of rows that stand in the file: modules, and globals with whether something else may stand for them. */
  get #firstNames(): { modules: ReadonlySet<string>; globals: ReadonlyMap<string, boolean> } {
    if (this.#found) return this.#found;
    const all = namedRows(this.#own, anyRow);
    const text = this.#text;
    const modules = new Set<string>();
    const globals = new Map<string, boolean>();
    for (const [, name = ""] of all.modules ? text.matchAll(all.modules) : []) modules.add(name);
    for (const name of all.globals) {
      const loose = howNamed(text, name);
      if (loose !== undefined) globals.set(name, loose);
    }
    this.#found = { modules, globals };
    return this.#found;
  }

  #inFile(wanted: Wanted): InFile {
    const known = this.#files.get(wanted);
    if (known) return known;
    const named = namedRows(this.#own, wanted);
    const lasts = new Set(named.byScope.get(""));
    let isAliased = lasts.size > 0;
    const { modules, globals } = this.#firstNames;
    for (const name of modules) {
      const all = named.byScope.get(name);
      for (const last of all ?? []) lasts.add(last);
      isAliased ||= all !== undefined;
    }
    for (const [name, isLoose] of globals) {
      const all = named.byScope.get(name);
      for (const last of all ?? []) lasts.add(last);
      isAliased ||= isLoose && all !== undefined;
    }
    const found = { named, lasts, isAliased };
    this.#files.set(wanted, found);
    return found;
  }
}

function namedRows(own: readonly unknown[], wanted: Wanted): Named {
  const byWanted = tables.get(own) ?? new Map<Wanted, Named>();
  tables.set(own, byWanted);
  const known = byWanted.get(wanted);
  if (known) return known;
  const byScope = new Map<string, Set<string>>();
  const shapes = new Map<string, Shaped[]>();
  const clients = new Map<string, Library[]>();
  const ownNames = new Set<string>();
  const ownRows = own.length > 0 ? ownLibrary(own) : undefined;
  for (const library of ownRows ? [ownRows, ...libraries] : libraries) {
    for (const row of library.sinks) {
      if (!wanted(row)) continue;
      const { scope, last } = compile(row.call);
      const first = /[*^~]/.test(scope) ? "" : scope;
      if (library === ownRows) ownNames.add(first);
      byScope.set(first, (byScope.get(first) ?? new Set()).add(last.endsWith("#") ? last.slice(0, -1) : last));
    }
    for (const row of library.shapes ?? []) {
      if (!wanted(row)) continue;
      const { last } = compile(row.member, true);
      shapes.set(last, [...(shapes.get(last) ?? []), { row, library }]);
    }
    for (const [name, row] of library.packages.length > 0 ? methodsOf(library) : []) {
      if (wanted(row)) clients.set(name, [...(clients.get(name) ?? []), library]);
    }
  }
  const names = [...byScope.keys()].filter((name) => name !== "");
  // Where a user's row starts nobody knows: anywhere in the text.
  const isGlobal = (name: string): boolean => globalNames.has(name) || ownNames.has(name);
  const modules = names.filter((name) => !globalNames.has(name));
  const globals = names.filter(isGlobal);
  const made: Named = {
    byScope, shapes, clients,
    modules: modules.length > 0 ? new RegExp(`["'\`](?:node:)?(${quoted(modules)})(?=["'\`/])`, "g") : undefined,
    globals,
  };
  byWanted.set(wanted, made);
  return made;
}

const isWordCharacter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36;

/** Whether something else may stand for a global; undefined where the text does not name it. A search for a word is far faster than a pattern. */
function howNamed(text: string, name: string): boolean | undefined {
  let isNamed: false | undefined;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (isWordCharacter(text.charCodeAt(at - 1)) || isWordCharacter(text.charCodeAt(at + name.length))) continue;
    if (isLoose(text, at, name.length)) return true;
    isNamed = false;
  }
  return isNamed;
}

/** Whether a global is named for something else than the call of it or of a member: `const read = JSON.parse`. */
function isLoose(text: string, at: number, length: number): boolean {
  const before = text.slice(Math.max(0, at - 20), at);
  const isOperand = /[=:?(,[|&>!{;.]\s*$|\b(?:return|await|typeof|in|of|new|case|default)\s*$/.test(before);
  if (!isOperand) return text[at + length] === "[";
  return !/^\s*\(|^\s*\??\.\s*\w+\s*\(/.test(text.slice(at + length, at + length + 60));
}

const imports = new Map<string, RegExp>();

/** Finds the name of a package where it may be imported. */
function importOf(name: string): RegExp {
  const known = imports.get(name) ?? new RegExp(`["'\`]${quoted([name])}["'\`/]`);
  imports.set(name, known);
  return known;
}

const givers = new WeakMap<Library, RegExp | undefined>();

/** Finds methods that no other library has: what they are called on is a client. */
function givingNames(library: Library): RegExp | undefined {
  if (givers.has(library)) return givers.get(library);
  const names = (library.shapes ?? []).filter(({ member }) => isReceiverShape(member)).map(({ member }) => member.slice(2));
  const found = names.length > 0 ? new RegExp(`\\b(?:${quoted(names)})(?![\\w$])`) : undefined;
  givers.set(library, found);
  return found;
}
