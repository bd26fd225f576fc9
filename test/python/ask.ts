import { parsePythonSource } from "../../src/engine/python.ts";
import type { PyNode } from "../../src/python/node.ts";
import { questions, type PythonQuestions } from "../../src/python/questions.ts";
import type { Settings } from "../../src/rule.ts";

/** The questions of a piece of Python; `loadPython()` has finished. */
export function askAbout(code: string, filename = "/project/app/example.py", settings: Settings = {}): PythonQuestions {
  return questions({ filename, options: [], settings: { bottleneck: settings }, sourceCode: parsePythonSource(code), report: () => undefined });
}

/** The first node with this text, the outermost of several; `call` by default. */
export function nodeOf(ask: PythonQuestions, text: string, type = "call"): PyNode {
  const found = ask.tree.nodes(type).find((one) => one.text === text);
  if (!found) throw new Error(`no ${type} reads ${text}`);
  return found;
}
