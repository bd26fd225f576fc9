import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { v8Flags } from "../../src/cli/v8-flags.ts";

test("the flags are such that this version of V8 knows", () => {
  const { status, stderr } = spawnSync(process.execPath, [...v8Flags(process.versions.v8), "-e", "0"], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("a version of V8 that was not tried gets none", () => {
  expect(v8Flags("10.2.154.26-node.36")).toEqual([]);
  expect(v8Flags("99.1.2")).toEqual([]);
});
