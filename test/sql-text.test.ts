import { describe, expect, it } from "vitest";
import { sqlVerb } from "../src/sql-text.ts";

describe("sqlVerb", () => {
  it.each([
    ["SELECT 1", "select"], ["select * from t", "select"], ["select a, b\nfrom t", "select"], ["select ", "select"], ["select a, ", "select"], ["SELECT now()", "select"],
    ["  \n (select a from b)", "select"], ["-- all users\nselect a from b", "select"], ["/* x */ select a from b", "select"],
    ["with a as (select 1) select * from a", "with"], ["with recursive a(x) as (select 1)", "with"],
    ["insert into t values (1)", "insert"], ["INSERT OR IGNORE INTO t VALUES (1)", "insert"], ["replace into t values (1)", "replace"],
    ["update t set a = 1", "update"], ["update ", "update"], ["UPDATE `t` ", "update"], ["delete from t", "delete"], ["call refresh(1)", "call"],
  ])("%j is a statement", (text, verb) => expect(sqlVerb(text)).toBe(verb));

  it.each([
    "", "select", "select all", "selection", "update the docs", "delete this file", "insert a row", "with care", "call me", "replace all",
    "create table t (a int)", "drop table t", "BEGIN", "/select/from", "constructor",
  ])("%j is none", (text) => expect(sqlVerb(text)).toBeUndefined());

  it("stays quick on long texts", () => {
    const start = performance.now();
    for (const text of [`select ${" a".repeat(100_000)}`, `${" ".repeat(200_000)}x`, `/*${" ".repeat(200_000)}`, "(".repeat(200_000), `update ${"a.".repeat(100_000)}!`]) sqlVerb(text);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
