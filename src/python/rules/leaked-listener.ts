import type { Evidence } from "../../finding.ts";
import { createRule, report } from "../../rule.ts";
import type { PyContext, PyVisitors } from "../context.ts";
import { leak } from "../listeners.ts";
import { questions } from "../questions.ts";

export default createRule<PyContext, PyVisitors>("leaked-listener", {
  meta: {
    messages: {
      added: "Each {{each}} adds one more {{what}} to `{{to}}`, and nothing in this file takes it away: {{effect}}. {{instead}}.",
      process: "Each {{each}} registers one more {{what}}, and nothing in this file takes it away: {{effect}}. {{instead}}.",
      dropped: "What `{{to}}` gives back is dropped here, and only it can take the {{what}} away: {{effect}}. {{instead}}.",
    },
    words: [
      "addHandler", "addFilter", "atexit", "loguru", "sys.", "gc.", ".connect(", "sqlalchemy", "pyee", "add_handler", "add_listener", "add_event_handler", "add_check", "register_at_fork",
      "add_span_processor", "add_global_event_processor", "async_listen", "async_track", "dispatcher_connect", "add_done_callback", "listener", "observer", "callback", "handler", "hook", "subscriber",
      "watcher", "receiver",
    ],
  },
  create(context) {
    const ask = questions(context);
    return {
      call(node) {
        const found = leak(ask, node);
        if (!found) return;
        const { row: { what, effect, instead, on, slight }, reach, confidence, to, each } = found;
        const evidence: Evidence = { context: reach.how };
        if (reach.path.length > 0) evidence.path = [...reach.path];
        const callee = node.field("function")?.text ?? "";
        report(context, {
          node, confidence, evidence,
          messageId: on === "process" ? "process" : on === "result" ? "dropped" : "added",
          data: { each, what, to: on === "result" ? callee : to, effect, instead: instead.replace(/\.$/, "") },
          severity: slight || confidence === "possible" ? "info" : "warning",
        });
      },
    };
  },
});
