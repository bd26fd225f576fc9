import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { lateOptimizing } from "../../src/cli/late-optimizing.ts";

test("the flag is one that this version of V8 knows", () => {
  const flag = lateOptimizing(process.versions.v8);
  const { status, stderr } = spawnSync(process.execPath, [...(flag === undefined ? [] : [flag]), "-e", "0"], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("a version of V8 that was not tried gets none", () => {
  expect(lateOptimizing("10.2.154.26-node.36")).toBeUndefined();
  expect(lateOptimizing("99.1.2")).toBeUndefined();
});
