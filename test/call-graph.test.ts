import { describe, expect, it } from "vitest";
import { graphOf, type CallGraph } from "../src/call-graph.ts";
import type { CallSummary, FileSummary, FunctionSummary, LoopSummary, RecognisedContext } from "../src/summary.ts";

interface Fn {
  calls?: (number | Partial<CallSummary> & { id: number })[];
  contexts?: RecognisedContext[];
  exported?: boolean;
  async?: boolean;
}

const request: RecognisedContext = { context: "request", how: "route", confidence: "certain" };
const startup: RecognisedContext = { context: "startup", how: "`main`, by its name", confidence: "possible" };
const loop: LoopSummary = { line: 7, over: "ids", dependent: true, concurrent: false, bound: "unknown" };

/** A graph of functions f0 (the top level), f1, … that call each other by number, each call on the line of its caller's number times ten. */
function graph(functions: Fn[], file: Partial<FileSummary> = {}): CallGraph {
  const all = functions.map(({ calls = [], contexts = [], exported = false, async = true }, id): FunctionSummary => ({
    id, name: `f${id}`, line: id, async, exported, contexts,
    calls: calls.map((call) => (typeof call === "number" ? { line: id * 10, to: { id: call } } : { line: id * 10, ...call, to: { id: call.id } })),
  }));
  return graphOf({ file: "a.ts", language: "javascript", functions: all, ...file });
}

const where = (made: CallGraph, id: number): string[] => made.reach(id).map(({ context, path }) => [context, ...path.map((hop) => hop.name)].join(" "));

describe("contexts that reach a function", () => {
  it("has its own, and those of its callers with the path", () => {
    const made = graph([{}, { contexts: [request], calls: [2] }, { calls: [3] }, {}]);
    expect(where(made, 1)).toEqual(["request"]);
    expect(where(made, 3)).toEqual(["request f1 f2 f3"]);
    expect(made.reach(3)[0]?.path).toEqual([{ file: "a.ts", line: 1, name: "f1" }, { file: "a.ts", line: 10, name: "f2" }, { file: "a.ts", line: 20, name: "f3" }]);
  });

  it("puts the heaviest first", () => {
    expect(where(graph([{ calls: [2] }, { contexts: [request], calls: [2] }, {}]), 2)[0]).toBe("request f1 f2");
    expect(where(graph([{ calls: [1] }, {}]), 1)).toEqual(["startup f1"]);
  });

  it("is unknown where other files may call", () => {
    expect(where(graph([{}, {}]), 1)).toEqual(["unknown"]);
    expect(where(graph([{ calls: [1] }, { exported: true }]), 1)[0]).toBe("unknown");
    expect(where(graph([{ calls: [2] }, { exported: true, calls: [2] }, {}]), 2)[0]).toBe("unknown");
    expect(where(graph([{}, { exported: true, contexts: [startup], calls: [2] }, {}]), 2)).toEqual(["startup f1 f2"]);
    expect(where(graph([{}, { exported: true, contexts: [startup] }]), 1)).toEqual(["startup"]);
  });

  it("does not block through a deferred call", () => {
    const made = graph([{}, { contexts: [request], calls: [{ id: 2, deferred: true }] }, {}]);
    expect(made.reach(2)[0]).toMatchObject({ context: "request", onLoop: false });
  });

  it("keeps plain functions off the loop, unless a coroutine calls them", () => {
    const thread: RecognisedContext = { ...request, offLoop: true };
    expect(graph([{}, { contexts: [thread], async: false }]).reach(1)[0]?.onLoop).toBe(false);
    expect(graph([{}, { contexts: [request], calls: [2] }, { async: false }]).reach(2)[0]?.onLoop).toBe(true);
    expect(graph([{}, { contexts: [thread], async: false, calls: [2] }, { async: false }]).reach(2)[0]?.onLoop).toBe(false);
  });

  it("follows a few calls only, and survives circles", () => {
    const chain = graph([{}, { contexts: [request], calls: [2] }, ...[3, 4, 5, 6, 7].map((next) => ({ calls: [next] })), {}]);
    expect(where(chain, 5)[0]).toContain("request");
    expect(where(chain, 7)).toEqual(["unknown"]);
    expect(where(graph([{}, { calls: [2] }, { calls: [1] }]), 1)).toEqual(["unknown"]);
  });

  it("lets the file decide what nothing else tells; tests stay tests", () => {
    const script: Partial<FileSummary> = { context: { context: "cli", how: "script" } };
    expect(where(graph([{}, {}, { contexts: [request] }], script), 1)).toEqual(["cli"]);
    expect(where(graph([{}, {}, { contexts: [request] }], script), 2)).toEqual(["request"]);
    expect(where(graph([{}, { contexts: [request] }], { context: { context: "test", how: "test file" } }), 1)).toEqual(["test"]);
  });

  it("keeps that a process serves one request at a time, and that a resolver runs per row", () => {
    const made = graph([{}, { contexts: [{ ...request, alone: true, perRow: true }], calls: [2] }, {}]);
    expect(made.reach(2)[0]).toMatchObject({ alone: true, perRow: true });
  });
});

describe("loops in callers", () => {
  it("finds the nearest, with the path", () => {
    const made = graph([{}, { calls: [{ id: 2, loop }] }, { calls: [3] }, {}]);
    expect(made.callerLoop(3)).toMatchObject({ loop, caller: { name: "f1" }, path: [{ name: "f2", line: 10 }, { name: "f3", line: 20 }] });
    expect(made.callerLoop(1)).toBeUndefined();
  });

  it("passes over calls that are made later", () => {
    expect(graph([{}, { calls: [{ id: 2, loop, deferred: true }] }, {}]).callerLoop(2)).toBeUndefined();
    expect(graph([{}, { calls: [{ id: 2, loop }] }, { calls: [{ id: 3, deferred: true }] }, {}]).callerLoop(3)).toBeUndefined();
  });

  it("prefers a loop that grows with the data", () => {
    const few: LoopSummary = { ...loop, bound: "constant" };
    const made = graph([{}, { calls: [{ id: 3, loop: few }] }, { calls: [{ id: 3, loop }] }, {}]);
    expect(made.callerLoop(3)?.caller.name).toBe("f2");
  });
});
