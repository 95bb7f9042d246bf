import { describe, expect, it } from "vitest";
import { freeName, uniqueNames } from "./unique-names.ts";

describe("names", () => {
  it("are file names where those differ", () => {
    expect(uniqueNames(["d/images/a.png", "d/images/b.ome.tif", "trailing.dots...png"])).toEqual([
      "a",
      "b",
      "trailing.dots..",
    ]);
  });

  it("take as many folders as they need", () => {
    expect(uniqueNames(["r/1/x/c.png", "r/2/x/c.png", "d.png"])).toEqual(["1/x/c", "2/x/c", "d"]);
  });

  it("take the extension where files of one folder differ in nothing else", () => {
    expect(uniqueNames(["d/c.png", "d/c.tif", "d/e.png"])).toEqual(["c.png", "c.tif", "e"]);
    expect(uniqueNames(["a/c.png", "a/c.tif", "b/c.png"])).toEqual(["a/c.png", "a/c.tif", "b/c"]);
    expect(uniqueNames(["x/raw/c.png", "y/tissue images/c.png"])).toEqual(["x/c", "y/c"]);
  });

  it("take a number where even the paths are alike", () => {
    expect(uniqueNames(["c.png", "images/c.png"])).toEqual(["c.png", "c.png (2)"]);
    expect(freeName("c", new Set(["c", "c (2)"]))).toBe("c (3)");
  });
});
