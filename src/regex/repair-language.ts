import { refa } from "./engines.ts";

/** States of an automaton that is compared: the parts that are rewritten are small. */
const MAX_STATES = 400;

/** Whether two pieces of a pattern match the same texts. Pieces with assertions or references, or too large, are told apart. */
export function isSameLanguage(one: string, other: string, flags: string): boolean {
  try {
    const [a, b] = [one, other].map((source) => automatonOf(source, flags));
    return a !== undefined && b !== undefined && a.structurallyEqual(b);
  } catch {
    return false;
  }
}

function automatonOf(source: string, flags: string): InstanceType<ReturnType<typeof refa>["DFA"]> {
  const { DFA, JS, NFA } = refa();
  const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags: flags.replaceAll(/[^ivsu]/g, "") }).parse({ assertions: "throw", backreferences: "throw" });
  const nondeterministic = NFA.fromRegex(expression, { maxCharacter }, {}, new NFA.LimitedNodeFactory(MAX_STATES));
  const automaton = DFA.fromFA(nondeterministic, new DFA.LimitedNodeFactory(MAX_STATES));
  automaton.minimize();
  return automaton;
}
