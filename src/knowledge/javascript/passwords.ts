import type { Library } from "../row.ts";
import { methods } from "../rows.ts";

/** Written in JavaScript: what they compute asynchronously runs on the same thread, in slices of up to 100 ms (bcryptjs README, "Usage - Async"). */
const inJavaScript: ReadonlySet<string> = new Set(["bcryptjs", "bcrypt-nodejs"]);

const better = (module: string, method: string): string => (inJavaScript.has(module)
  ? `\`await bcrypt.${method}\` of the package \`bcrypt\`, which computes in a thread (that of \`${module}\` stays on the event loop)`
  : `\`await ${module}.${method}\``);

/** Password hashes: costly on purpose. */
export const passwords: Library = {
  name: "password hashing", packages: ["bcrypt", "bcryptjs", "@node-rs/bcrypt", "argon2", "@node-rs/argon2"],
  docs: "https://github.com/kelektiv/node.bcrypt.js#readme",
  sinks: [
    ...["bcrypt", "bcryptjs", "bcrypt-nodejs", "@node-rs/bcrypt"].flatMap((module) => [
      ...methods(`${module}.`, "hashSync", {
        does: "crypto", cost: "A", blocks: true, measured: "tens of milliseconds at cost 10", instead: better(module, "hash"),
      }),
      ...methods(`${module}.`, "compareSync verifySync", {
        does: "crypto", cost: "A", blocks: true, measured: "tens of milliseconds at cost 10", instead: better(module, "compare"),
      }),
      ...methods(`${module}.`, "hash compare verify", { does: "crypto", cost: "A" }),
      { call: `${module}.genSaltSync`, does: "crypto", cost: "C", blocks: true, instead: `\`await ${module}.genSalt\`` } as const,
    ]),
    ...methods(["argon2.", "@node-rs/argon2."], "hashSync verifySync hashRawSync", {
      does: "crypto", cost: "A", blocks: true, instead: "`await argon2.hash` and `await argon2.verify`",
    }),
    ...methods(["argon2.", "@node-rs/argon2."], "hash verify hashRaw", { does: "crypto", cost: "A" }),
  ],
};

/** Calls that check a password, which nobody makes but to let somebody in. */
export const passwordChecks = /(?:^|\.)(?:compare|verify)(?:Sync)?$/;
