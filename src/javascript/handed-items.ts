import type { Callees } from "./callees.ts";
import type { JsNode } from "./context.ts";
import type { Dependence } from "./dependence.ts";
import { argumentsOf, calleeOf, enclosingFunction, keyName, type CallNode } from "./nodes.ts";
import type { LoopSite } from "./summary.ts";

/** Whether a call in a helper reads a parameter that the call of the helper in a loop gives something of the loop's item. */
export function getsItem(call: CallNode, { loop, call: site }: LoopSite, callees: Callees, dependence: Dependence): boolean {
  if (site === loop.node || dependence.onItem(calleeOf(site), loop)) return true;
  const targets = callees.functions(calleeOf(site));
  let fn = enclosingFunction(call);
  while (fn && !targets.includes(fn)) fn = enclosingFunction(fn);
  const args = argumentsOf(site);
  if (!fn || args.some((one) => one.type === "SpreadElement")) return true;
  const helper = fn;
  const uses = [...argumentsOf(call), calleeOf(call)];
  const given = helper.params.flatMap((parameter, at) => pairs(parameter, args[at]));
  return given.some(([pattern, value]) => dependence.onItem(value, loop) && uses.some((use) => dependence.onParameter(use, helper, pattern)));
}

/** Parameters with what they are given, those of `({ id, store })` one by one. */
function pairs(parameter: JsNode, value: JsNode | undefined): [JsNode, JsNode][] {
  if (!value) return [];
  if (parameter.type !== "ObjectPattern" || value.type !== "ObjectExpression") return [[parameter, value]];
  const properties = value.properties.flatMap((one) => (one.type === "Property" ? [one] : []));
  if (properties.length < value.properties.length) return [[parameter, value]];
  return parameter.properties.flatMap((one): [JsNode, JsNode][] => {
    const name = one.type === "Property" ? keyName(one) : undefined;
    if (name === undefined) return [[one, value]];
    const same = properties.find((other) => keyName(other) === name);
    return same ? [[one, same.value]] : [];
  });
}
