import type { Grammar } from "../tree.ts";
import { tokenTexts } from "./tokens.ts";

const nodeNames = [
  "module", "comment", "line_continuation", "identifier", "integer", "float", "true", "false", "none", "ellipsis",
  "string", "string_start", "string_content", "string_end", "escape_sequence", "escape_interpolation", "interpolation", "type_conversion", "format_specifier",
  "format_expression", "concatenated_string",
  "await", "binary_operator", "unary_operator", "not_operator", "boolean_operator", "comparison_operator", "conditional_expression", "lambda",
  "lambda_parameters", "named_expression", "as_pattern", "as_pattern_target", "attribute", "subscript", "slice", "call", "argument_list", "keyword_argument",
  "list_splat", "dictionary_splat", "list", "tuple", "set", "dictionary", "pair", "parenthesized_expression", "generator_expression", "list_comprehension",
  "set_comprehension", "dictionary_comprehension", "for_in_clause", "if_clause", "yield", "expression_list",
  "pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern", "dictionary_splat_pattern",
  "parameters", "default_parameter", "typed_parameter", "typed_default_parameter", "keyword_separator", "positional_separator",
  "type", "generic_type", "union_type", "type_parameter",
  "expression_statement", "assignment", "augmented_assignment", "return_statement", "delete_statement", "raise_statement", "pass_statement", "break_statement",
  "continue_statement", "global_statement", "nonlocal_statement", "assert_statement", "import_statement", "import_from_statement", "future_import_statement",
  "import_prefix", "relative_import", "dotted_name", "aliased_import", "wildcard_import",
  "block", "if_statement", "elif_clause", "else_clause", "for_statement", "while_statement", "try_statement", "except_clause", "finally_clause", "with_statement",
  "with_clause", "with_item", "function_definition", "class_definition", "decorated_definition", "decorator",
] as const;

const fieldNames = [
  "alias", "alternative", "argument", "arguments", "attribute", "body", "cause", "condition", "consequence", "definition", "expression", "format_specifier",
  "function", "key", "left", "module_name", "name", "object", "operator", "operators", "parameters", "return_type", "right", "subscript", "superclasses", "type",
  "type_conversion", "type_parameters", "value",
] as const;

type ByName<Name extends string> = Readonly<Record<Name, number>>;

/** Kinds and fields of the grammar that the parser makes. */
export interface Kinds {
  node: ByName<(typeof nodeNames)[number]>;
  field: ByName<(typeof fieldNames)[number]>;
  /** By token code. */
  token: Uint16Array;
  /** Whether a kind is a named one. */
  named: readonly boolean[];
  notIn: number;
  isNot: number;
  backslash: number;
  future: number;
}

/** Where two kinds have one name, the second is used outside of `match` statements; of these the first, outside of comprehensions and `except*`. */
const firstOfTwo = new Set(["lambda", "*"]);

/** Undefined where the grammar lacks a kind or a field: it is another one than this parser is written for. */
export function kindsOf(grammar: Grammar): Kinds | undefined {
  const kindOf = (name: string, named: boolean): number => {
    const all = grammar.kindsOf(name).filter((kind) => grammar.named[kind] === named);
    return (firstOfTwo.has(name) ? all[0] : all.at(-1)) ?? -1;
  };
  const node = byName(nodeNames, (name) => kindOf(name, true));
  const field = byName(fieldNames, (name) => grammar.fieldId(name));
  const made: Kinds = {
    node, field, named: grammar.named, token: Uint16Array.from(tokenTexts, (text) => (text === "" ? 0 : Math.max(0, kindOf(text, false)))),
    notIn: kindOf("not in", false), isNot: kindOf("is not", false), backslash: kindOf("\\", false), future: kindOf("__future__", false),
  };
  const numbers = [...Object.values(node), ...Object.values(field), made.notIn, made.isNot, made.backslash, made.future];
  const isKnown = (text: string, code: number): boolean => text === "" || constants.has(text) || made.token[code] !== 0;
  return numbers.every((one) => one > 0) && tokenTexts.every(isKnown) ? made : undefined;
}

/** Tokens that make a named node by themselves. */
const constants = new Set(["True", "False", "None", "..."]);

function byName<Name extends string>(names: readonly Name[], find: (name: Name) => number): ByName<Name> {
  return Object.fromEntries(names.map((name) => [name, find(name)])) as ByName<Name>;
}
