// usage: npm run new-pattern NAME
// Copies the templates of a pattern: a row in the catalogue, a rule and a test per language, the page. The templates are real files of this
// project (the pattern request-per-item), so they are type-checked, linted and tested like everything else.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./ready.mjs";

const template = "request-per-item";
const [name, ...rest] = process.argv.slice(2);

function fail(text) {
  console.error(`new-pattern: ${text}`);
  process.exit(2);
}

if (name === undefined || rest.length > 0) fail("usage: npm run new-pattern NAME");
if (!/^[a-z]+(?:-[a-z]+)*$/.test(name)) fail(`a pattern is named in lower case with hyphens, such as "${template}", not "${name}"`);

const camel = (id) => id.replaceAll(/-([a-z])/g, (_, letter) => letter.toUpperCase());
const files = ["src/rules/ID.ts", "src/python/rules/ID.ts", "test/rules/ID.test.ts", "test/python/rules/ID.test.ts", "docs/rules/ID.md"];
const taken = files.map((file) => file.replace("ID", name)).filter((file) => existsSync(join(root, file)));
if (taken.length > 0) fail(`${taken[0]} is there already`);

const read = (file) => readFileSync(join(root, file), "utf8");
const write = (file, text) => {
  writeFileSync(join(root, file), text);
  console.log(file);
};

const rename = (text) => text.replaceAll(template, name).replaceAll(camel(template), camel(name));
for (const file of files) write(file.replace("ID", name), rename(read(file.replace("ID", template))));

/** Repeats each run of lines that belongs to the template, renamed, right behind it. */
function repeat(file, pattern) {
  write(file, read(file).replace(pattern, (found) => found + rename(found)));
}

for (const index of ["src/rules/index.ts", "src/python/rules/index.ts"]) {
  repeat(index, new RegExp(`^import ${camel(template)} .*\\n`, "m"));
  repeat(index, new RegExp(`^  "${template}": .*\\n`, "m"));
}
repeat("src/patterns.ts", new RegExp(`^  "${template}": \\{\\n[^}]*\\},\\n`, "m"));
console.log(`\nNow say what ${name} is: its row in src/patterns.ts, its tests, its rules, its page, and the line in its recipe ("Rules that lead here").`);
