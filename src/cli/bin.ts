#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { lateOptimizing } from "./late-optimizing.ts";
import { run } from "./run.ts";

const flag = lateOptimizing(process.versions.v8);
if (flag !== undefined) setFlagsFromString(flag);
process.exitCode = await run(process.argv.slice(2), process);
