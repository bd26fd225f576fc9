import type { PatternId } from "../../patterns.ts";
import type { Rule } from "../../rule.ts";
import type { PyContext, PyVisitors } from "../context.ts";

/** The detectors of Python by pattern. */
export const rules: Readonly<Record<string, Rule<PyContext, PyVisitors>>> = {
} satisfies Partial<Record<PatternId, Rule<PyContext, PyVisitors>>>;
