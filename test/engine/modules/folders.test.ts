import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { below, foldersAbove, isBelow } from "../../../src/engine/modules/folders.ts";

describe("folders", () => {
  it.each(["./b", "../b", "../../b/c", "./b/../c", "b", "b/", "b//c", ".", "..", "./", "../", "../..", "./.b", "../.b/c", "b/.c", "../../../../../b", "/b", "./b/./c", ""])(
    "join %j as the path library does", (name) => {
      for (const folder of ["/", "/p", "/p/q/r"]) expect(below(folder, name)).toBe(resolve(folder, name));
    },
  );
  it("are those of the files and all between, the common one first", () => {
    expect([...foldersAbove(["/p/a/b/one.py", "/p/a/two.py", "/p/c/d/three.py"])].sort()).toEqual(["/p", "/p/a", "/p/a/b", "/p/c", "/p/c/d"]);
    expect([...foldersAbove(["/p/a/b/one.py", "/p/ab/two.py"])][0]).toBe("/p");
    expect([...foldersAbove([])]).toEqual([]);
    expect([...foldersAbove(["/one.py", "/a/two.py"])]).toEqual(["/", "/a"]);
  });
  it("hold what lies in them, but not what is only called alike", () => {
    expect([isBelow("/p/a", "/p"), isBelow("/p", "/p"), isBelow("/pa", "/p"), isBelow("/p", "/")]).toEqual([true, true, false, true]);
  });
});
