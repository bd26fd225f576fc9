import { describe, expect, it } from "vitest";
import type { Verdict } from "../../src/regex/analyse.ts";
import { confidenceOf, severityOfUse, worstUse, type Level, type Use } from "../../src/regex/grade.ts";

const verdict = (kind: Verdict["kind"], degree?: number): Verdict => ({ kind, degree, part: [0, 1], by: "automaton" });
const severity = (kind: Verdict["kind"], use: Use, level: Level = "polynomial", degree?: number) => severityOfUse(verdict(kind, degree), level, use);

describe("severity of a use", () => {
  it("is an error for exponential time wherever a long text may come", () => {
    expect(severity("exponential", { context: "unknown", text: "unknown" })).toBe("error");
    expect(severity("exponential", { context: "request", text: "request" }, "exponential")).toBe("error");
    expect(severity("exponential", { context: "unknown", text: "short" })).toBe("warning");
    expect(severity("exponential", { context: "startup", text: "unknown" })).toBe("warning");
    for (const context of ["test", "build", "cli"] as const) expect(severity("exponential", { context, text: "unknown" })).toBe("info");
    expect(severity("exponential", { context: "request", text: "constant" })).toBe("warning");
    expect(severity("polynomial", { context: "request", text: "constant" })).toBeUndefined();
    expect(severity("exponential", { context: "generated", text: "unknown" })).toBeUndefined();
  });

  it("grades polynomials by degree and text", () => {
    expect(severity("polynomial", { context: "unknown", text: "unknown" })).toBe("warning");
    expect(severity("polynomial", { context: "request", text: "request" }, "polynomial", 2)).toBe("warning");
    expect(severity("polynomial", { context: "request", text: "request" }, "polynomial", 3)).toBe("error");
    expect(severity("polynomial", { context: "unknown", text: "unknown" }, "polynomial", 3)).toBe("warning");
    for (const text of ["document", "header", "file"] as const) expect(severity("polynomial", { context: "unknown", text }, "polynomial", 3)).toBe("error");
    expect(severity("polynomial", { context: "cli", text: "unknown" })).toBe("info");
    expect(severity("polynomial", { context: "test", text: "unknown" })).toBeUndefined();
    expect(severity("polynomial", { context: "unknown", text: "short" })).toBeUndefined();
    expect(severity("polynomial", { context: "unknown", text: "unknown" }, "exponential")).toBeUndefined();
  });

  it("reports moves on text from outside, or at level all", () => {
    expect(severity("move", { context: "unknown", text: "unknown" })).toBeUndefined();
    expect(severity("move", { context: "unknown", text: "unknown" }, "all")).toBe("info");
    expect(severity("move", { context: "request", text: "request" })).toBe("warning");
    expect(severity("move", { context: "unknown", text: "document" })).toBe("warning");
    for (const text of ["header", "file"] as const) expect(severity("move", { context: "request", text })).toBeUndefined();
  });

  const run = { prefix: "", pump: " ", suffix: "x" };
  const crafted = { prefix: "", pump: "@a", suffix: "x" };

  it("is sure of polynomials that get long texts: a document, what a handler is sent, a cube from outside, a cube of one character", () => {
    const sure = (use: Use, degree = 2, attack = crafted) => confidenceOf({ ...verdict("polynomial", degree), attack }, use);
    expect(sure({ context: "unknown", text: "document" })).toBe("likely");
    expect(sure({ context: "request", text: "request" })).toBe("likely");
    expect(sure({ context: "unknown", text: "request" })).toBe("possible");
    expect(sure({ context: "unknown", text: "request" }, 3)).toBe("likely");
    for (const context of ["request", "event", "unknown"] as const) {
      expect(sure({ context, text: "unknown" }, 2, run)).toBe("possible");
      expect(sure({ context, text: "unknown" }, 3)).toBe("possible");
      expect(sure({ context, text: "unknown" }, 4)).toBe("likely");
      expect(sure({ context, text: "unknown" }, 3, run)).toBe("likely");
    }
    for (const context of ["browser", "cli", "test"] as const) expect(sure({ context, text: "unknown" }, 3, run)).toBe("possible");
  });

  it("asks in applications for a text from outside", () => {
    const sure = (use: Omit<Use, "inApplication">, kind: Verdict["kind"] = "polynomial") => confidenceOf({ ...verdict(kind, 3), attack: run }, { ...use, inApplication: true });
    expect(sure({ context: "unknown", text: "unknown" })).toBe("possible");
    expect(sure({ context: "unknown", text: "document" })).toBe("likely");
    expect(sure({ context: "unknown", text: "request" })).toBe("likely");
    expect(sure({ context: "unknown", text: "unknown" }, "exponential")).toBe("likely");
    expect(sure({ context: "unknown", text: "file" }, "exponential")).toBe("possible");
    expect(sure({ context: "request", text: "file" }, "exponential")).toBe("likely");
    expect(sure({ context: "unknown", text: "validated" }, "exponential")).toBe("likely");
    expect(sure({ context: "request", text: "validated" })).toBe("possible");
    expect(sure({ context: "request", text: "request", doubt: true }, "exponential")).toBe("possible");
    expect(sure({ context: "unknown", text: "request", unused: true }, "polynomial")).toBe("possible");
    expect(sure({ context: "unknown", text: "request", unused: true }, "exponential")).toBe("likely");
  });

  it("is sure of moves where a run of one character is enough", () => {
    const sure = (attack: typeof run) => confidenceOf({ ...verdict("move", 2), attack }, { context: "request", text: "request" });
    expect(sure(run)).toBe("likely");
    expect(sure(crafted)).toBe("possible");
  });

  it("is sure of exponential time where somebody else may send the text", () => {
    const sure = (use: Use) => confidenceOf(verdict("exponential"), use);
    for (const context of ["unknown", "request", "browser", "startup"] as const) expect(sure({ context, text: "unknown" })).toBe("likely");
    for (const context of ["test", "build", "cli"] as const) expect(sure({ context, text: "unknown" })).toBe("possible");
    expect(sure({ context: "unknown", text: "constant" })).toBe("possible");
  });

  it("is less sure where only a text of several lines fails to match", () => {
    const attack = { prefix: "", pump: "0", suffix: "\n\n" };
    expect(confidenceOf({ ...verdict("polynomial", 3), attack }, { context: "unknown", text: "unknown" })).toBe("possible");
    expect(confidenceOf({ ...verdict("polynomial", 2), attack }, { context: "request", text: "request" })).toBe("likely");
    expect(confidenceOf({ ...verdict("exponential"), attack }, { context: "unknown", text: "unknown" })).toBe("likely");
  });

  it("takes the worst use", () => {
    const uses: Use[] = [{ context: "cli", text: "unknown" }, { context: "request", text: "request" }, { context: "test", text: "unknown" }];
    expect(worstUse(uses, verdict("exponential"), "polynomial")).toEqual({ use: uses[1], severity: "error" });
    const sure: Use = { context: "startup", text: "unknown" };
    expect(worstUse([{ context: "unknown", text: "unknown", doubt: true }, sure], verdict("exponential"), "polynomial")).toEqual({ use: sure, severity: "warning" });
    expect(worstUse([{ context: "test", text: "unknown" }], verdict("polynomial"), "polynomial")).toBeUndefined();
  });
});
