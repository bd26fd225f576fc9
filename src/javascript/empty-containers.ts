import type { JsNode } from "./context.ts";
import { chainText, keyName, propertyName, unwrap } from "./nodes.ts";

export type ContainerKind = "map" | "set" | "array" | "object";

const made: Readonly<Record<string, ContainerKind>> = { Map: "map", Set: "set", Array: "array" };

/** Kind of an empty container without a bound. */
export function emptyKind(expression: JsNode): ContainerKind | undefined {
  const node = unwrap(expression);
  switch (node.type) {
    case "AssignmentExpression": return emptyKind(node.right);
    case "ArrayExpression": return node.elements.length === 0 ? "array" : undefined;
    case "ObjectExpression": return node.properties.length === 0 ? "object" : undefined;
    case "NewExpression": {
      const { callee } = node;
      return callee.type === "Identifier" && node.arguments.length === 0 && Object.hasOwn(made, callee.name) ? made[callee.name] : undefined;
    }
    case "CallExpression": return isObjectCreate(node.callee) ? "object" : undefined;
    default: return undefined;
  }
}

const isObjectCreate = (callee: JsNode): boolean => callee.type === "MemberExpression" && propertyName(callee) === "create" && chainText(callee) === "Object.create";

/** Where a file makes empty containers, by the names that it gives them: told in one walk, before anybody asks what a name means. */
export class EmptyContainers {
  /** Functions that declare a name, by the name; undefined where that is not known. */
  readonly #names = new Map<string, Set<number | undefined>>();
  readonly #members = new Set<string>();

  /** Notes a node of the file and the function that it stands in. */
  note(node: JsNode, owner: number): void {
    switch (node.type) {
      case "VariableDeclarator":
        if (node.init && emptyKind(node.init)) this.#name(node.id, owner);
        return;
      case "AssignmentExpression":
        // Which function declares the name is not known here.
        if (emptyKind(node.right)) this.#name(node.left, undefined);
        return;
      case "PropertyDefinition":
      case "AccessorProperty":
      case "Property":
        if (node.value && emptyKind(node.value)) this.#members.add(keyName(node) ?? "");
    }
  }

  #name(target: JsNode, owner: number | undefined): void {
    const node = unwrap(target);
    if (node.type === "MemberExpression") this.#members.add(propertyName(node) ?? "");
    if (node.type !== "Identifier") return;
    const owners = this.#names.get(node.name) ?? new Set();
    this.#names.set(node.name, owners.add(owner));
  }

  /** Whether a name may be a container of an object, or one that one of the given functions has made. */
  mayOutlive(target: JsNode, around: readonly number[]): boolean {
    if (target.type === "MemberExpression") return this.#members.has(propertyName(target) ?? "");
    const owners = target.type === "Identifier" ? this.#names.get(target.name) : undefined;
    return owners !== undefined && (owners.has(undefined) || around.some((one) => owners.has(one)));
  }
}
