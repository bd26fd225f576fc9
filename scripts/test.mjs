// The whole test suite from whatever state the checkout is in. Arguments go to vitest.
import { makeReady, run } from "./ready.mjs";

makeReady();
process.exit(run(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "--project", "unit", ...process.argv.slice(2)]));
