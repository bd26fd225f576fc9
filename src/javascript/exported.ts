import type { Bindings } from "./bindings.ts";
import type { JsNode, TSESTree } from "./context.ts";
import { patternIdentifiers } from "./loops.ts";
import { exportsUses } from "./module-members.ts";
import { isRequire } from "./own-modules.ts";
import { isClass, isFunction, unwrap } from "./nodes.ts";

/** A value under the name that other files know it by; `default` is what a CommonJS module exports as a whole. */
export interface Exported {
  name: string;
  value: JsNode;
  /** Taken out of something else: `export const { load } = make()`. */
  isPicked?: true;
}

/** Something that a file hands on without taking it in: `export { a as b } from "./x"`, `export * as all from "./x"`. */
export interface HandedOn {
  name: string;
  module: string;
  /** The name in that module; "" for the module itself. */
  imported: string;
}

/** What the statements of a module export. */
export interface ExportedNames {
  values: readonly Exported[];
  handedOn: readonly HandedOn[];
  /** Modules all of whose exports are handed on. */
  whole: readonly string[];
  /** Names of types, which hold no functions but are implemented by classes. */
  types: readonly Extract<JsNode, { type: "TSInterfaceDeclaration" | "TSTypeAliasDeclaration" }>[];
}

/** All that a file exports, by its statements and by what it assigns to `exports`. */
export function exportedNames(program: TSESTree.Program, moduleMembers: ReadonlyMap<string, readonly JsNode[]>): ExportedNames {
  const values: Exported[] = [];
  const handedOn: HandedOn[] = [];
  const whole: string[] = [];
  const types: ExportedNames["types"][number][] = [];
  for (const statement of program.body) {
    switch (statement.type) {
      case "ExportDefaultDeclaration":
        values.push({ name: "default", value: statement.declaration });
        break;
      case "TSExportAssignment":
        values.push({ name: "default", value: statement.expression });
        break;
      case "ExportAllDeclaration":
        if (statement.exported == null) whole.push(statement.source.value);
        else handedOn.push({ name: nameOf(statement.exported), module: statement.source.value, imported: "" });
        break;
      case "ExportNamedDeclaration": {
        const { declaration, source, specifiers } = statement;
        if (declaration?.type === "TSInterfaceDeclaration" || declaration?.type === "TSTypeAliasDeclaration") types.push(declaration);
        else if (declaration) values.push(...declared(declaration));
        for (const { local, exported } of specifiers) {
          if (source == null) values.push({ name: nameOf(exported), value: local });
          else handedOn.push({ name: nameOf(exported), module: source.value, imported: nameOf(local) });
        }
        break;
      }
      default: break;
    }
  }
  for (const [name, all] of moduleMembers) for (const value of all) values.push({ name: name === "" ? "default" : name, value });
  return { values, handedOn, whole, types };
}

const nameOf = (name: TSESTree.Identifier | TSESTree.StringLiteral): string => (name.type === "Identifier" ? name.name : name.value);

function declared(declaration: TSESTree.NamedExportDeclarations): Exported[] {
  if (declaration.type === "VariableDeclaration") {
    return declaration.declarations.flatMap(({ id, init }): Exported[] => {
      if (!init) return [];
      if (id.type === "Identifier") return [{ name: id.name, value: id }];
      return patternIdentifiers(id).map((one) => ({ name: one.name, value: one, isPicked: true }));
    });
  }
  return isFunction(declaration) || isClass(declaration) ? [{ name: declaration.id?.name ?? "default", value: declaration }] : [];
}

/**
 * Modules that a CommonJS file hands on as a whole: spreads of `require(…)` in `module.exports`, `Object.assign(exports, require(…))`, and what adds
 * its functions to what it is given, `require("./create")(Users)`.
 */
export function handedOnByRequire(bindings: Bindings, moduleMembers: ReadonlyMap<string, readonly JsNode[]>): JsNode[] {
  const found: JsNode[] = [];
  for (const value of moduleMembers.get("") ?? []) {
    const object = unwrap(value);
    if (object.type !== "ObjectExpression") continue;
    for (const one of object.properties) if (one.type === "SpreadElement") found.push(one.argument);
  }
  for (const use of exportsUses(bindings)) {
    const call = use.parent;
    if (call?.type !== "CallExpression" || call.callee === use) continue;
    if (isRequire(call.callee)) found.push(call.callee);
    else found.push(...call.arguments.filter((one) => isRequire(one)));
  }
  return found;
}
