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

  it("take a number where even the paths are alike", () => {
    expect(uniqueNames(["c.png", "c.tif"])).toEqual(["c", "c (2)"]);
    expect(freeName("c", new Set(["c", "c (2)"]))).toBe("c (3)");
  });
});
