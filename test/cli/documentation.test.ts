import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadConfiguration } from "../../src/cli/config.ts";
import { options } from "../../src/cli/options.ts";
import { contexts } from "../../src/knowledge/context.ts";
import { allDoes } from "../../src/own-sinks.ts";
import { json } from "../../src/report/json.ts";
import { finding, report } from "../report/sample.ts";
import { folder } from "./command.ts";

const page = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8");
const block = (language: string): string => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(page)?.[1] ?? "";

/** The names of all fields, however deep: `findings[].rule`. */
function fields(value: unknown, place = ""): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => fields(item, `${place}[]`)))];
  if (typeof value !== "object" || value === null) return [place];
  return Object.entries(value).flatMap(([key, inner]) => fields(inner, `${place}.${key}`));
}

test("names each option", () => {
  for (const name of Object.keys(options)) expect(page).toContain(`\`--${name}`);
});

test("names each kind of call and each context", () => {
  for (const word of [...allDoes, ...contexts]) expect(page).toContain(`\`${word}\``);
});

test("its configuration is one", async () => {
  const read = await loadConfiguration(folder({ "pyperf-lint.toml": block("toml") }));
  expect(read).toMatchObject({ failOn: "error", sinks: [{ batch: "fetch_many" }], contexts: [{ context: "cli" }] });
});

test("its JSON has the fields that the command prints", () => {
  const place = { file: "a.py", line: 1 };
  const evidence = { cost: "c", context: "x", multiplicity: "m", path: [{ ...place, name: "f" }], related: [{ ...place, message: "m" }] };
  const printed = json(report([finding({ evidence })], [{ ...place, kind: "syntax", message: "m" }]));
  expect(fields(JSON.parse(block("json")))).toEqual(fields(JSON.parse(printed)));
});
