import { UsageError } from "../engine/options.ts";
import type { PatternId } from "../patterns.ts";
import type { Configuration } from "./config-keys.ts";
import { mismatch } from "./schema.ts";

/** JSON schemas of a pattern's options, one for each of its rules that has any. */
export type SchemasOf = (id: PatternId) => readonly object[];

async function loadSchemas(): Promise<SchemasOf> {
  const [javascript, python] = await Promise.all([import("../rules/index.ts"), import("../python/rules/index.ts")]);
  const all: Partial<Record<string, { meta: { schema: readonly object[] } }>>[] = [javascript.rules, python.rules];
  return (id) => all.flatMap((rules) => rules[id]?.meta.schema[0] ?? []);
}

/** Checks the options in `[rules]` against the schemas of the rules, which are loaded only when there are options. */
export async function checkRuleOptions({ rules }: Pick<Configuration, "rules">, load: () => Promise<SchemasOf> = loadSchemas): Promise<void> {
  let schemasOf: SchemasOf | undefined;
  for (const [id, setting] of Object.entries(rules)) {
    if (setting === "off" || setting.options === undefined) continue;
    schemasOf ??= await load();
    const schemas = schemasOf(id as PatternId);
    if (schemas.length === 0) throw new UsageError(`rules.${id} takes no options`);
    // The twin rules of a pattern may differ: options that one of them knows are fine.
    const problems = schemas.map((schema) => mismatch(setting.options, schema, `rules.${id}`));
    if (!problems.includes(undefined)) throw new UsageError(problems[0]);
  }
}
