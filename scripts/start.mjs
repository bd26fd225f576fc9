// The demo: lints the examples and shows what is found. Findings are the point here, so they do not fail it.
import { makeReady, run } from "./ready.mjs";

makeReady();
process.exit(run(process.execPath, ["dist/cli/bin.js", "--select", "all", "--fail-on", "never", "examples"]));
