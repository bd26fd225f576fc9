import { shrinkers, sizes } from "../knowledge/javascript/containers.ts";
import type { ForeignName } from "../summary.ts";
import type { JsNode, TSESTree } from "./context.ts";
import type { Foreign } from "./foreign.ts";
import { isNothing, propertyName, unwrap } from "./nodes.ts";
import { orderOf } from "./order.ts";
import type { JsFile } from "./questions.ts";

/** A cheap look: most files take nothing out of anything. */
const mayShrink = new RegExp(`\\.(?:${[...shrinkers].join("|")})\\b|\\bdelete\\s|\\.(?:${[...sizes].join("|")})\\s*=[^=]|\\.\\w+\\s*=\\s*(?:new\\b|\\[|\\{|Object\\b|null|undefined)|\\]\\s*=\\s*(?:null|undefined)`);

/** Containers of other modules that a file takes something out of, or puts a new one in the place of. */
export function foreignShrinks({ source }: JsFile, foreign: Foreign): readonly ForeignName[] {
  if (foreign.isEmpty || !mayShrink.test(source.text)) return [];
  const found = new Map<string, ForeignName>();
  for (const node of orderOf(source).nodes) {
    if (!shrinking.has(node.type)) continue;
    const container = shrunkBy(node);
    const name = container && nameOf(container, foreign);
    if (name && !/[()]/.test(name.name)) found.set(`${name.module} ${name.name}`, name);
  }
  return [...found.values()];
}

/** The name of a container; what the file itself puts into a member is no name for it. */
function nameOf({ object, member }: Container, foreign: Foreign): ForeignName | undefined {
  const owner = foreign.name(object);
  return owner && member !== undefined ? { module: owner.module, name: `${owner.name}${owner.name.endsWith("#") ? "" : "."}${member}` } : owner;
}

/** A container, or a member of an object that holds one. */
interface Container {
  object: JsNode;
  member?: string;
}

const whole = (object: JsNode | undefined): Container | undefined => object && { object };

const shrinking: ReadonlySet<string> = new Set(["CallExpression", "UnaryExpression", "AssignmentExpression"]);

/** What a node takes something out of: `cache.delete(id)`, `delete cache[id]`, `list.length = 0`, `store.items = []`. */
function shrunkBy(node: JsNode): Container | undefined {
  switch (node.type) {
    case "CallExpression": {
      const callee = unwrap(node.callee);
      return whole(callee.type === "MemberExpression" && shrinkers.has(propertyName(callee) ?? "") ? callee.object : undefined);
    }
    case "UnaryExpression": {
      const entry = node.operator === "delete" ? unwrap(node.argument) : undefined;
      return whole(entry?.type === "MemberExpression" ? entry.object : undefined);
    }
    case "AssignmentExpression": return replacedBy(node);
    default: return undefined;
  }
}

function replacedBy({ left, right, operator }: TSESTree.AssignmentExpression): Container | undefined {
  const place = unwrap(left);
  if (place.type !== "MemberExpression" || operator !== "=") return undefined;
  const name = propertyName(place);
  if (name === undefined) return whole(isNothing(right) ? place.object : undefined);
  return sizes.has(name) ? whole(place.object) : { object: place.object, member: name };
}
