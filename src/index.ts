import { createRequire } from "node:module";
import { patterns, type PatternId } from "./patterns.ts";
import { inOneWalk } from "./javascript/one-walk.ts";
import { rules as all } from "./rules/index.ts";

const { name, version } = createRequire(import.meta.url)("../package.json") as { name: string; version: string };

const rules = Object.fromEntries(Object.entries(all).map(([id, rule]) => [id, inOneWalk(rule)]));

interface Config {
  name: string;
  plugins: Record<string, unknown>;
  rules: Record<string, "warn" | "error">;
}

/** The ESLint plugin. `meta.namespace` lets `defineConfig` rename the rules of a preset when the plugin has another name there. */
const plugin = {
  meta: { name, version, namespace: "bottleneck" },
  rules,
  configs: {} as Record<"recommended" | "strict", Config>,
};

function preset(preset: string, level: "warn" | "error", isIn: (id: PatternId) => boolean): Config {
  const ids = (Object.keys(rules) as PatternId[]).filter(isIn);
  return { name: `bottleneck/${preset}`, plugins: { bottleneck: plugin }, rules: Object.fromEntries(ids.map((id) => [`bottleneck/${id}`, level])) };
}

// A finding is a hypothesis until it is measured: recommended tells, strict holds the build.
plugin.configs.recommended = preset("recommended", "warn", (id) => patterns[id].recommended);
plugin.configs.strict = preset("strict", "error", () => true);

export default plugin;
export { plugin as "module.exports" };
