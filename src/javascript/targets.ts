import { entityName, rowMethods, schemaStatement, schemaWork, statementMethods, targetPlace, targetSelectors } from "../knowledge/javascript/targets.ts";
import type { KnownCall, Loop } from "../questions.ts";
import type { JsNode } from "./context.ts";
import { argumentsOf, calleeOf, chainText, propertyName, unwrap, type CallNode } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";

const MAX_STEPS = 16;

/** Whether a query is about the schema or the catalog. */
export function isSchemaQuery(ask: JavaScriptQuestions, call: CallNode): boolean {
  const [first] = argumentsOf(call);
  const node = call.type === "TaggedTemplateExpression" ? call.quasi : first && unwrap(first);
  if (!node) return false;
  const value = node.type === "TemplateLiteral" ? node.quasis.map((one) => one.value.raw).join(" ") : ask.constant(node);
  return typeof value === "string" && schemaStatement.test(value);
}

/** Whether each iteration asks another table, database or connection, or runs another statement: there is no one query for all. */
export function isOtherTarget(ask: JavaScriptQuestions, call: CallNode, { library }: KnownCall, loop: Loop<JsNode>): boolean {
  const callee = unwrap(calleeOf(call));
  if (callee.type !== "MemberExpression") return false;
  const method = propertyName(callee) ?? "";
  const [first, ...others] = argumentsOf(call);
  // What a prepared statement runs with are values.
  const takesText = statementMethods.has(method) && !(method === "run" && library.name === "better-sqlite3");
  if (first && takesText && (isItem(ask, first, loop) || isOtherStatement(ask, first, loop))) return true;
  const isManaged = (library.name === "MikroORM" || library.name === "TypeORM") && others.length > 0;
  if (isManaged && first && isItem(ask, first, loop) && isEntity(first) && !others.some(dependsOn(ask, loop))) return true;
  return !rowMethods.has(method) && isChosen(ask, callee.object, loop, library.name === "Knex");
}

/** Whether the text of a statement differs by more than values: a function about the schema makes it for the item, or the item names its table. */
function isOtherStatement(ask: JavaScriptQuestions, text: JsNode, loop: Loop<JsNode>): boolean {
  const node = ask.values.definition(text);
  if (node.type === "CallExpression") {
    const callee = unwrap(node.callee);
    // `knex(table).update(…).toQuery()`
    const isWritten = callee.type === "MemberExpression" && isChosen(ask, callee.object, loop, true);
    return isWritten || (schemaWork.test(chainText(callee)) && ask.dependsOn(node, loop));
  }
  return hasTableHole(node, (hole) => ask.dependsOn(hole, loop));
}

/** Whether a helper puts the name of the table into the text of its statement: what its callers loop over are tables. */
export function isOnGivenTable(ask: JavaScriptQuestions, call: CallNode): boolean {
  const [first] = argumentsOf(call);
  return first !== undefined && hasTableHole(ask.values.definition(first), (hole) => ask.constant(hole) === undefined);
}

function hasTableHole(node: JsNode, fits: (hole: JsNode) => boolean): boolean {
  if (node.type !== "TemplateLiteral") return false;
  let before = "";
  return node.expressions.some((hole, i) => {
    before += node.quasis[i]?.value.raw ?? "";
    const isName = targetPlace.test(before) && fits(hole);
    before += "x";
    return isName;
  });
}

/** Whether the item is a row that writes itself: its hooks run for each row, which a statement for all would skip. */
export function isRowCall(ask: JavaScriptQuestions, call: CallNode, loop: Loop<JsNode>): boolean {
  const callee = unwrap(calleeOf(call));
  return callee.type === "MemberExpression" && rowMethods.has(propertyName(callee) ?? "") && isItem(ask, callee.object, loop);
}

/** The item of a loop, or a member of it. */
function isItem(ask: JavaScriptQuestions, expression: JsNode, loop: Loop<JsNode>): boolean {
  let node = unwrap(expression);
  for (let i = 0; i < MAX_STEPS && node.type === "MemberExpression"; i++) node = unwrap(node.object);
  return node.type === "Identifier" && loop.items.includes(node.name) && ask.dependsOn(node, loop);
}

function isEntity(expression: JsNode): boolean {
  const node = unwrap(expression);
  const name = node.type === "Identifier" ? node.name : node.type === "MemberExpression" ? propertyName(node) : undefined;
  return name !== undefined && entityName.test(name);
}

/** Whether the item chooses what a query is made on. `callable`: the database itself is called with the name of a table. */
function isChosen(ask: JavaScriptQuestions, receiver: JsNode, loop: Loop<JsNode>, callable: boolean): boolean {
  let at: JsNode | undefined = unwrap(receiver);
  for (let i = 0; i < MAX_STEPS && at && ask.dependsOn(at, loop); i++) {
    switch (at.type) {
      case "AwaitExpression": at = unwrap(at.argument); break;
      case "MemberExpression":
        if (at.computed && ask.dependsOn(at.property, loop)) return true;
        at = unwrap(at.object);
        break;
      case "Identifier": {
        const { name } = at;
        if (loop.items.includes(name)) return true;
        const variable = ask.bindings.variable(at);
        const write = variable && ask.bindings.onlyWrite(variable);
        if (write?.kind !== "value" || !write.value) return false;
        at = unwrap(write.value);
        break;
      }
      case "NewExpression": return true;
      case "CallExpression": {
        if (!at.arguments.some(dependsOn(ask, loop))) {
          at = unwrap(at.callee);
          break;
        }
        return ask.sink(at) === undefined && isSelector(unwrap(at.callee), callable);
      }
      default: return false;
    }
  }
  return false;
}

const dependsOn = (ask: JavaScriptQuestions, loop: Loop<JsNode>) => (one: JsNode): boolean => ask.dependsOn(one, loop);

function isSelector(callee: JsNode, callable: boolean): boolean {
  if (callee.type === "Identifier") return true;
  if (callee.type !== "MemberExpression") return false;
  if (targetSelectors.has(propertyName(callee) ?? "")) return true;
  const owner = unwrap(callee.object);
  return callable && owner.type === "ThisExpression";
}
