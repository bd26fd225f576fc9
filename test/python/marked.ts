import { questions, type PythonQuestions } from "../../src/python/questions.ts";
import { loadPython, parsePython } from "../../src/python/language.ts";
import type { PyNode } from "../../src/python/node.ts";
import { pySource } from "../../src/python/source.ts";

await loadPython();

/** Have the range of what they hold. */
const wrappers = new Set(["module", "block", "expression_statement", "type"]);

export interface Asked {
  ask: PythonQuestions;
  /** The first node of a type, or the first whose text is given. */
  node(type: string, text?: string): PyNode;
  /** The expression between `«` and `»` marks; the marks are taken out before the parse. */
  marked: PyNode;
}

/** Parses a file and gives its questions; `«expr»` marks the expression that a test is about. */
export function asked(source: string, settings: Record<string, unknown> = {}, filename = "app/service.py"): Asked {
  const start = source.indexOf("«");
  const end = source.indexOf("»") - 1;
  const tree = parsePython(source.replace("«", "").replace("»", ""));
  if (tree.hasError) throw new Error(`does not parse: line ${tree.firstError?.line}`);
  const ask = questions({ filename, options: [], settings: { bottleneck: settings }, sourceCode: pySource(tree), report: () => undefined });
  const node = (type: string, text?: string): PyNode => {
    const found = tree.nodes(type).find((one) => text === undefined || one.text === text);
    if (!found) throw new Error(`no ${type} ${text ?? ""}`);
    return found;
  };
  return {
    ask, node,
    get marked() {
      for (let index = 0; index < tree.size; index++) {
        if (tree.start[index] !== start || tree.end[index] !== end || !tree.named[tree.kind[index] ?? 0]) continue;
        const found = tree.node(index);
        if (!wrappers.has(found.type)) return found;
      }
      throw new Error("no node between the marks");
    },
  };
}
