import { mounting, routeEnds, routers } from "../knowledge/javascript/payloads.ts";
import type { JsNode } from "./context.ts";
import { enclosingFunction, propertyName, unwrap, wrapped } from "./nodes.ts";
import type { JavaScriptQuestions } from "./questions.ts";

const MAX_STEPS = 4;

/** Whether middleware is only for some paths, `app.use("/import", express.json({ limit }))`: also by a name, on a router, in a function. */
export function isForSomePaths(ask: JavaScriptQuestions, middleware: JsNode, steps = MAX_STEPS): boolean {
  const at = wrapped(middleware);
  const { parent } = at;
  if (steps <= 0 || !parent) return false;
  if (parent.type === "VariableDeclarator" && parent.init === at && parent.id.type === "Identifier") {
    const variable = ask.bindings.variable(parent.id);
    const uses = variable ? ask.bindings.references(variable).filter((one) => one.isRead()) : [];
    return uses.length > 0 && uses.every(({ identifier }) => isForSomePaths(ask, identifier, steps - 1));
  }
  if (parent.type !== "CallExpression") return false;
  if (parent.callee === at) {
    // `(req, res, next) => { json(options)(req, res, next); }`
    const fn = enclosingFunction(parent);
    return fn !== undefined && isForSomePaths(ask, fn, steps - 1);
  }
  const callee = unwrap(parent.callee);
  if (callee.type !== "MemberExpression") return false;
  const method = propertyName(callee) ?? "";
  if (mounting.has(method)) return isRouter(ask, callee.object) || (parent.arguments[0] !== at && isPath(ask, parent.arguments[0]));
  return isForRoutes(ask, parent);
}

/** `express.Router()`: it hangs behind a path. */
const isRouter = (ask: JavaScriptQuestions, object: JsNode): boolean => routers.test(ask.origin(object) ?? "");

/** `consumer.apply(json(options)).forRoutes("import")`. */
function isForRoutes(ask: JavaScriptQuestions, call: JsNode): boolean {
  const { parent } = wrapped(call);
  if (parent?.type !== "MemberExpression" || !routeEnds.has(propertyName(parent) ?? "")) return false;
  const ending = wrapped(parent).parent;
  return ending?.type === "CallExpression" && ending.arguments.some((one) => isPath(ask, one));
}

function isPath(ask: JavaScriptQuestions, node: JsNode | undefined): boolean {
  if (!node) return false;
  const path = ask.constant(node);
  if (typeof path === "string") return !/^\/?\*?$/.test(path);
  return node.type === "TemplateLiteral" || (node.type === "Literal" && "regex" in node && !node.regex.pattern.includes("(?!")) || ask.values.locals.local(node)?.node.type === "ArrayExpression";
}
