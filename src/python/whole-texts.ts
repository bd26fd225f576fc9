import { wholeTexts } from "../knowledge/python/files.ts";
import { lastName } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";
import { isVariable } from "./text.ts";

/** `target in data` besides the lines of `data`: the whole text is needed anyway. A look at whether there is any is no use. */
export function isUsedWhole(ask: PythonQuestions, split: PyNode): boolean {
  const name = split.type === "identifier" ? split : ask.tree.nodes("identifier", split).find((one) => isVariable(one));
  const binding = name && ask.scopes.lookup(name);
  const [made] = name && binding?.scope.kind === "function" ? ask.scopes.reaching(name, binding) : [];
  const reading = made?.value?.type === "await" ? made.value.namedChildren[0] : made?.value;
  if (!binding || made?.kind !== "assign" || reading?.type !== "call" || !wholeTexts.has(lastName(reading.field("function") ?? reading) ?? "")) return false;
  const targets = new Set(binding.definitions.map(({ node }) => node.index));
  return ask.scopes.references(binding)
    .some((one) => one.index !== name?.index && !targets.has(one.index) && !isOnlyAsked(one) && ask.scopes.reaching(one, binding).includes(made));
}

/** `if data:`, `not data`, `data is None`, `data == ""`, `data.splitlines()`. */
function isOnlyAsked(name: PyNode): boolean {
  const { parent } = name;
  switch (parent?.type) {
    case "not_operator": case "if_statement": case "elif_clause": case "while_statement": case "boolean_operator": return true;
    case "comparison_operator": return /\bis\b|[=!]=\s*(?:""|'')$/.test(parent.text);
    case "attribute": return parent.field("attribute")?.text === "splitlines";
    default: return false;
  }
}
