import type { AST } from "@eslint-community/regexpp";
import type { Report } from "scslre";
import { scslre } from "./engines.ts";
import type { Shape } from "./shape.ts";

/** One ambiguity of a pattern that a run of a single character exposes. */
export interface Ambiguity {
  kind: "exponential" | "polynomial" | "move";
  part: readonly [number, number];
  /** A character whose repetition costs. */
  character: string;
}

/** The time of scslre grows with more than the square of their number, and with the fifth power of their depth in each other. */
const MAX_QUANTIFIERS = 90;
const MAX_DEPTHS = 3_000;

/** Every ambiguity that scslre finds, worst first. */
export function ambiguities(shape: Shape): Ambiguity[] {
  if (shape.quantifiers > MAX_QUANTIFIERS || shape.depths > MAX_DEPTHS) return [];
  try {
    const { reports } = scslre().analyse({ pattern: shape.pattern, flags: shape.flags });
    const order = ["exponential", "polynomial", "move"];
    return reports.map(ambiguity).sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.part[0] - b.part[0] || a.part[1] - b.part[1]);
  } catch {
    return [];
  }
}

function ambiguity(report: Report): Ambiguity {
  const kind = report.exponential ? "exponential" : report.type === "Move" ? "move" : "polynomial";
  return { kind, part: partOf(report), character: report.character.pick };
}

function partOf(report: Report): [number, number] {
  const nodes: readonly AST.Quantifier[] = report.type === "Trade" ? [report.startQuant, report.endQuant] : [report.quant];
  return [Math.min(...nodes.map((node) => node.start)), Math.max(...nodes.map((node) => node.end))];
}
