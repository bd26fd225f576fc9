import { describe, expect, it } from "vitest";
import { link, type Linkable } from "../../../src/engine/linking/link.ts";
import type { Answers } from "../../../src/file-calls.ts";
import type { ClassSummary, ForeignName, FunctionSummary, LinkableSummary, LoopSummary, Offer, RecognisedContext } from "../../../src/summary.ts";

const request: RecognisedContext = { context: "request", how: "route", confidence: "certain" };
const loop: LoopSummary = { line: 7, over: "ids", dependent: true, concurrent: false, bound: "query" };

interface Fn {
  name: string;
  calls?: { to: ForeignName | number; loop?: LoopSummary }[];
  contexts?: RecognisedContext[];
  exported?: boolean;
}

interface File {
  functions: Fn[];
  exports?: Record<string, Offer>;
  classes?: Partial<ClassSummary>[];
  handsOn?: string[];
  registered?: LinkableSummary["registered"];
  context?: LinkableSummary["context"];
  asked?: string[];
  askedForLoops?: string[];
  isLibrary?: boolean;
  /** Nothing was found in the file alone. */
  isClean?: boolean;
  /** Its rules asked whether it is one of several files. */
  asksForPart?: boolean;
  /** Of loops, only those over many matter. */
  onlyLong?: boolean;
}

/** A project of files by name; `./b` is the file `b`. The top level of each is function 0, and others follow in their order. */
function answers(files: Record<string, File>, order = Object.keys(files)): Record<string, Record<string, string[]>> {
  const linkables = order.map((name): Linkable => {
    const { functions, exports = {}, classes = [], handsOn = [], registered = [], context, ...file } = files[name] ?? { functions: [] };
    const { asked = [], askedForLoops = [], isLibrary = false, isClean = false, onlyLong = false, asksForPart = false } = file;
    const all = [{ name: "top level" }, ...functions];
    const summary: LinkableSummary = {
      file: name, language: "javascript", exports, handsOn, registered, ...(context && { context }),
      classes: classes.map((one) => ({ name: "C", methods: {}, statics: {}, fields: {}, bases: [], ...one })),
      functions: all.map(({ name: own, calls = [], contexts = [], exported = true }: Fn, id): FunctionSummary => ({
        id, name: own, line: id, async: true, exported: exported && id > 0, contexts,
        calls: calls.map(({ to, ...rest }) => ({ line: id * 10, to: typeof to === "number" ? { id: to } : to, ...rest })),
      })),
    };
    const idsOf = (names: readonly string[]): number[] => all.flatMap((one, id) => (names.includes(one.name) ? [id] : []));
    const loops = idsOf(askedForLoops);
    return {
      summary, asked: idsOf(asked), askedForLoops: loops, askedForAnyLoop: onlyLong ? [] : loops, root: "/", isClosed: !isLibrary, hasFindings: !isClean,
      ...(asksForPart && { questions: [{ about: "part", name: { module: "", name: "" } }] }),
    };
  });
  const resolve = (_from: LinkableSummary, module: string): { file: string; rest: string } | undefined => ({ file: module.replace("./", ""), rest: "" });
  const { answers: found } = link(linkables, resolve);
  return Object.fromEntries([...found].map(([file, one]) => [file, inWords(one, files[file])]));
}

const inWords = ({ reach, loops }: Answers, file: File | undefined): Record<string, string[]> => Object.fromEntries(reach.map(([id, all]) => {
  const contexts = all.map(({ context, path }) => [context, ...path.map((hop) => `${hop.file}:${hop.name}`)].join(" "));
  const looped = loops.find(([at]) => at === id)?.[1];
  return [file?.functions[id - 1]?.name ?? "top level", [...contexts, ...(looped ? [`for each of ${looped.loop.over} in ${looped.caller.name}`] : [])]];
}));

const to = (module: string, name: string): { to: ForeignName } => ({ to: { module: `./${module}`, name } });
const fn = (id: number): Offer => ({ kind: "function", id });

describe("links between files", () => {
  it("carries the context of a route to a function three files away, with the path", () => {
    const found = answers({
      routes: { functions: [{ name: "list", contexts: [request], calls: [to("service", ".load")] }] },
      service: { functions: [{ name: "load", calls: [to("store", ".read")] }], exports: { load: fn(1) } },
      store: { functions: [{ name: "read" }], exports: { read: fn(1) }, asked: ["read"] },
    });
    expect(found).toEqual({ store: { read: ["request routes:list routes:load service:read"] } });
  });

  it("finds methods of instances, of what a function gives, of default exports, of classes they extend", () => {
    const classes = [{ methods: { load: 1 } }];
    const ask = (name: string, exports: Record<string, Offer>): unknown => answers({
      routes: { functions: [{ name: "list", contexts: [request], calls: [to("service", name)] }] },
      service: { functions: [{ name: "Users.load" }], classes, exports, asked: ["Users.load"] },
    })["service"]?.["Users.load"];
    const reached = ["request routes:list routes:Users.load"];
    expect(ask(".Users#load", { Users: { kind: "class", id: 0 } })).toEqual(reached);
    expect(ask(".users.load", { users: { kind: "instance", of: 0 } })).toEqual(reached);
    expect(ask(".load", { default: { kind: "instance", of: 0 } })).toEqual(reached);
    expect(ask("#load", { default: { kind: "class", id: 0 } })).toEqual(reached);
    expect(ask(".make().load", { make: { kind: "function", id: 0, gives: { kind: "instance", of: 0 } } })).toEqual(reached);
    expect(ask(".api.users.load", { api: { kind: "object", members: { users: { kind: "instance", of: 0 } } } })).toEqual(reached);
    expect(ask(".Users#save", { Users: { kind: "class", id: 0 } })).toEqual(["unknown"]);
    expect(ask(".constructor", { Users: { kind: "class", id: 0 } })).toEqual(["unknown"]);
  });

  it("finds what a base class in another file has, and what classes below an interface have", () => {
    const routes = (name: string): File => ({ functions: [{ name: "list", contexts: [request], calls: [to("users", name)] }] });
    expect(answers({
      routes: routes(".Users#load"),
      users: { functions: [], classes: [{ bases: [{ module: "./base", name: ".Base" }] }], exports: { Users: { kind: "class", id: 0 } } },
      base: { functions: [{ name: "Base.load" }], classes: [{ methods: { load: 1 } }], exports: { Base: { kind: "class", id: 0 } }, asked: ["Base.load"] },
    })["base"]).toEqual({ "Base.load": ["request routes:list routes:Base.load"] });
    expect(answers({
      routes: routes(".Store#load"),
      users: { functions: [], classes: [{}], exports: { Store: { kind: "class", id: 0 } } },
      sql: { functions: [{ name: "Sql.load" }], classes: [{ methods: { load: 1 }, bases: [{ module: "./users", name: ".Store" }] }], asked: ["Sql.load"] },
    })["sql"]).toEqual({ "Sql.load": ["request routes:list routes:Sql.load"] });
  });

  it("goes through barrels and re-exports, and ends in circles", () => {
    const found = answers({
      routes: { functions: [{ name: "list", contexts: [request], calls: [to("index", ".load"), to("index", ".gone")] }] },
      index: { functions: [], handsOn: ["./other", "./index"], exports: { load: { kind: "foreign", to: { module: "./inner", name: ".read" } } } },
      other: { functions: [], handsOn: ["./index"] },
      inner: { functions: [{ name: "read" }], exports: { read: fn(1) }, asked: ["read"] },
    });
    expect(found).toEqual({ inner: { read: ["request routes:list routes:read"] } });
  });

  it("gives handlers the context that another file registers them in", () => {
    const found = answers({
      routes: { functions: [], registered: [{ ...to("users", ".list"), context: request, line: 3 }] },
      users: { functions: [{ name: "list" }], exports: { list: fn(1) }, asked: ["list"] },
    });
    expect(found).toEqual({ users: { list: ["request"] } });
  });

  it("gives it to all functions of an object or class that is registered", () => {
    const registered = [{ ...to("users", ".resolvers"), context: request, line: 3 }, { ...to("users", ".View"), context: request, line: 4 }];
    const found = answers({
      routes: { functions: [], registered },
      users: {
        functions: [{ name: "list" }, { name: "View.get" }, { name: "other" }], classes: [{ methods: { get: 2 } }], asked: ["list", "View.get", "other"],
        exports: { resolvers: { kind: "object", members: { Query: { kind: "object", members: { list: fn(1) } } } }, View: { kind: "class", id: 0 } },
      },
    });
    expect(found).toEqual({ users: { list: ["request"], "View.get": ["request"], other: ["unknown"] } });
  });

  it("finds a name behind many modules that hand on all of theirs", () => {
    const many = Array.from({ length: 60 }, (_, index) => `m${index}`);
    const found = answers({
      routes: { functions: [{ name: "list", contexts: [request], calls: [to("index", ".load")] }] },
      index: { functions: [], handsOn: [...many.map((name) => `./${name}`), "./store"] },
      ...Object.fromEntries(many.map((name): [string, File] => [name, { functions: [], exports: { [`of_${name}`]: fn(0) } }])),
      store: { functions: [{ name: "load" }], exports: { load: fn(1) }, asked: ["load"] },
    });
    expect(found).toEqual({ store: { load: ["request routes:list routes:load"] } });
  });

  it("gives the context of callers that are all of one kind, but not to what a library exports", () => {
    const files = (isLibrary: boolean): Record<string, File> => ({
      "load.test": { functions: [], context: { context: "test", how: "test file" }, registered: [] },
      seed: { functions: [{ name: "main", calls: [to("store", ".read")] }], context: { context: "cli", how: "script" } },
      store: { functions: [{ name: "read" }], exports: { read: fn(1) }, asked: ["read"], isLibrary },
    });
    expect(answers(files(false))).toEqual({ store: { read: ["cli"] } });
    expect(answers(files(true))["store"]?.["read"]).toEqual(["unknown", "cli"]);
  });

  it("finds the loop of a caller in another file", () => {
    const found = answers({
      routes: { functions: [{ name: "list", contexts: [request], calls: [{ ...to("store", ".read"), loop }] }] },
      store: { functions: [{ name: "read" }], exports: { read: fn(1) }, asked: ["read"] },
    });
    expect(found["store"]?.["read"]).toEqual(["request routes:list routes:read", "for each of ids in list"]);
  });

  it("leaves out who reaches a function of which only loops would matter, where there is none", () => {
    const files = (rest: { loop?: LoopSummary }): Record<string, File> => ({
      routes: { functions: [{ name: "list", contexts: [request], calls: [{ ...to("store", ".read"), ...rest }] }] },
      store: { functions: [{ name: "read" }], exports: { read: fn(1) }, askedForLoops: ["read"] },
    });
    expect(answers(files({}))).toEqual({});
    expect(answers(files({ loop }))["store"]?.["read"]).toEqual(["request routes:list routes:read", "for each of ids in list"]);
  });

  it("tells of a short loop only where rules asked for any, where something was found, and in a library", () => {
    const given = { ...loop, givesItem: true } as const;
    const loopsTold = (rest: Partial<File>, around: LoopSummary = given): boolean => "store" in answers({
      routes: { functions: [{ name: "list", calls: [{ ...to("store", ".read"), loop: around }] }] },
      store: { functions: [{ name: "read" }], exports: { read: fn(1) }, askedForLoops: ["read"], isClean: true, onlyLong: true, ...rest },
    });
    expect(loopsTold({})).toBe(false);
    expect(loopsTold({ onlyLong: false })).toBe(true);
    expect(loopsTold({ isClean: false })).toBe(true);
    expect(loopsTold({ isLibrary: true })).toBe(true);
    expect(loopsTold({}, { ...given, long: true })).toBe(true);
    expect(loopsTold({}, { ...loop, long: true })).toBe(false);
    expect(loopsTold({}, { ...given, long: true, paced: true })).toBe(false);
  });

  it("leaves out what only takes back where nothing was found", () => {
    const files = (contexts: RecognisedContext[]): Record<string, File> => ({
      routes: { functions: [{ name: "list", contexts, calls: [to("store", ".read")] }] },
      store: { functions: [{ name: "read" }], exports: { read: fn(1) }, asked: ["read"], isClean: true },
    });
    expect(answers(files([request]))["store"]?.["read"]).toEqual(["request routes:list routes:read"]);
    // Nobody calls what calls it, or nobody waits for it.
    expect(answers(files([]))).toEqual({});
    for (const context of ["startup", "cli", "test"] as const) expect(answers(files([{ context, how: "own", confidence: "certain" }]))).toEqual({});
    expect(answers(files([{ context: "scheduled", how: "own", confidence: "certain" }]))).toHaveProperty("store");
    expect(answers({ ...files([]), store: { ...files([])["store"], functions: [{ name: "read" }], isClean: false } })).toHaveProperty("store");
  });

  it("tells a file that it is one of several only where that may take something back", () => {
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`f${at}`, { functions: [{ name: "one" }] }]));
    const told = (store: Partial<File>): boolean => "store" in answers({ ...many, store: { functions: [{ name: "read" }], asksForPart: true, ...store } });
    expect(told({ isClean: true })).toBe(false);
    expect(told({ isClean: false })).toBe(true);
    expect(told({ isClean: false, asksForPart: false })).toBe(false);
  });

  it("answers the same in any order of files, and only what differs", () => {
    const files: Record<string, File> = {
      a: { functions: [{ name: "one", contexts: [request], calls: [to("c", ".read")] }] },
      b: { functions: [{ name: "two", contexts: [request], calls: [to("c", ".read")] }] },
      c: { functions: [{ name: "read" }, { name: "own", exported: false }], exports: { read: fn(1) }, asked: ["read", "own"], isLibrary: true },
    };
    const expected = { c: { read: ["request a:one a:read", "request b:two b:read"] } };
    expect(answers(files)).toEqual(expected);
    expect(answers(files, ["c", "b", "a"])).toEqual(expected);
  });
});
