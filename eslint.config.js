import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** Forbids the files of one folder to import from others (DESIGN 4: the import direction). */
const mayNotImport = (files, ...groups) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns: groups.map((group) => ({ group: [group], message: "See ARCHITECTURE.md: import direction." })) }] },
});

const doors = ["**/engine/**", "**/cli/**", "**/report/**"];

export default defineConfig([
  { ignores: ["dist/", "dist.*/", "node_modules/", "examples/", "test/fixtures/"] },
  {
    files: ["**/*.{js,mjs,ts}"],
    extends: [tseslint.configs.recommended],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "eqeqeq": ["error", "always", { null: "ignore" }],
      "no-var": "error",
      "prefer-const": "error",
      "object-shorthand": "error",
      "no-console": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["src/**/*.ts"],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    rules: {
      "max-len": ["error", { code: 150, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }],
      "no-console": "error",
      "no-restricted-properties": ["error", { object: "process", property: "exit", message: "Only the command's bin ends the process." }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
    },
  },
  mayNotImport(["src/knowledge/**"], "**/javascript/*.ts", "**/python/*.ts", "**/rules/**", "**/regex/**", ...doors),
  mayNotImport(["src/javascript/**"], "**/python/**", "**/rules/**", ...doors),
  mayNotImport(["src/python/*.ts"], "**/javascript/**", "**/rules/**", ...doors),
  mayNotImport(["src/rules/**"], "**/python/**", "oxc-parser", "web-tree-sitter", ...doors),
  mayNotImport(["src/python/rules/**"], "**/javascript/**", "oxc-parser", "web-tree-sitter", ...doors),
  mayNotImport(["src/regex/**"], "**/rules/**", "**/javascript/**", "**/python/**", ...doors),
  mayNotImport(["src/engine/**"], "**/cli/**", "**/report/**"),
  mayNotImport(["src/report/**"], "**/cli/**"),
]);
