import { copyCost, copySeverity, idleContexts, isFewByName, isSmallByName } from "../../growth.ts";
import { createRule, report } from "../../rule.ts";
import { assignedCopy, augmentedCopy, foldedCopy, type Accumulation } from "../accumulations.ts";
import type { PyContext, PyVisitors } from "../context.ts";
import type { PyNode } from "../node.ts";
import { openness } from "../open-collections.ts";
import { isApplication } from "../project-kind.ts";
import { questions } from "../questions.ts";
import { shortText } from "../text.ts";

const costs = { list: "list", tuple: "list", sum: "list", dict: "dict", text: "text", table: "table" } as const;

export default createRule<PyContext, PyVisitors>("quadratic-accumulation", {
  meta: {
    messages: {
      list: "This copies all of `{{name}}` into a new list for each item, only to add to it. Append to one list: `{{name}}.append(...)` or `{{name}} += ...`.",
      tuple: "This copies all of `{{name}}` into a new tuple for each item, only to add to it. Gather in a list and make the tuple after the loop.",
      dict: "This copies all keys of `{{name}}` into a new dictionary for each item, only to add to them. Write into one dictionary: `{{name}}[key] = value`.",
      text: "`{{name}}` is copied whole for each piece that is added. Gather the pieces in a list, or in a `bytearray`, and join them after the loop.",
      table: "`{{name}}` is copied whole for each part that is added. Gather the parts in a list and join them once after the loop.",
      sum: "This copies the list so far for each list that is added to it. Use `itertools.chain.from_iterable(...)`, which copies nothing.",
    },
  },
  create(context) {
    const ask = questions(context);
    // Of what an application goes over there is mostly a handful, unless something tells that the data decides.
    const isFewInApplication = (over: PyNode | undefined): boolean =>
      over !== undefined && isApplication(ask.facts) && (over.type === "attribute" || openness(ask, over) === undefined);
    /** What is added to, by function: once told is enough. */
    const told = new Set<string>();
    const check = (found: Accumulation | undefined): void => {
      if (!found) return;
      const { node, kind, loop, accumulator } = found;
      const { context: where, how, path } = ask.reach(node);
      if (idleContexts.has(where)) return;
      const name = shortText(accumulator);
      const place = `${ask.functionOf(node).id} ${kind === "sum" ? kind : name}`;
      if ((kind === "text" || kind === "sum") && told.has(place)) return;
      if (!found.isDoubtful) told.add(place);
      const over = loop ? loop.over : accumulator;
      const isSmall = kind !== "table" && (isFewInApplication(over) || (kind !== "text" && isSmallByName(name)) || (over !== undefined && isFewByName(over.text)) || where === "startup");
      report(context, {
        node,
        messageId: kind,
        data: { name },
        confidence: found.isDoubtful || isSmall || ask.others.isPart() ? "possible" : found.isCertain ? "certain" : "likely",
        severity: copySeverity(costs[kind], where, loop?.bound ?? "unknown"),
        evidence: {
          context: how, cost: copyCost[costs[kind]], path: path.length > 0 ? [...path] : undefined,
          multiplicity: over ? `once per item of \`${shortText(over)}\`` : "once per iteration",
          related: !loop || loop.node.line === node.line ? undefined : [{ file: context.filename, line: loop.node.line, message: "the loop" }],
        },
      });
    };
    return {
      assignment: (node) => check(assignedCopy(ask, node)),
      augmented_assignment: (node) => check(augmentedCopy(ask, node)),
      call: (node) => check(foldedCopy(ask, node)),
    };
  },
});
