#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { run } from "./run.ts";
import { v8Flags } from "./v8-flags.ts";

for (const flag of v8Flags(process.versions.v8)) setFlagsFromString(flag);
process.exitCode = await run(process.argv.slice(2), process);
