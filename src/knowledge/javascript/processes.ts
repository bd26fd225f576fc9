import type { Library } from "../row.ts";
import { methods } from "../rows.ts";

const waits = { does: "process", cost: "A", blocks: true } as const;

/** Packages that run other programs. */
export const processes: Library = {
  name: "child processes", packages: ["cross-spawn", "execa", "shelljs"], docs: "https://github.com/sindresorhus/execa#readme",
  sinks: [
    ...methods("cross-spawn.", "sync spawnSync", { ...waits, instead: "`spawn` of the same package, and await its end" }),
    ...methods("execa.", "sync execaSync commandSync execaCommandSync", { ...waits, instead: "`await execa(...)`" }),
    { call: "execa.$.sync", ...waits, instead: "`await $`" },
    ...methods("execa.", "execa execaCommand execaNode $", { does: "process", cost: "A" }),
    { call: "execa", does: "process", cost: "A" },
    { call: "shelljs.exec", ...waits, instead: "`execFile` of `node:child_process`, and await its end" },
    ...methods("shelljs.", "cp rm mv find ls grep sed cat", { does: "file", cost: "B", blocks: true, instead: "`fs.promises`" }),
    { call: "child-process-promise.exec", does: "process", cost: "A" },
  ],
};
