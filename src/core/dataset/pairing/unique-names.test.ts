import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldName } from "./fold-name.ts";
import { distinctNames, freeName, uniqueNames } from "./unique-names.ts";

describe("names", () => {
  it("are file names if those differ", () => {
    expect(uniqueNames(["d/images/a.png", "d/images/b.ome.tif", "trailing.dots...png"])).toEqual([
      "a",
      "b",
      "trailing.dots..",
    ]);
  });

  it("include as many folders as needed", () => {
    expect(uniqueNames(["r/1/x/c.png", "r/2/x/c.png", "d.png"])).toEqual(["1/x/c", "2/x/c", "d"]);
  });

  it("include the extension if files of one folder differ only in it", () => {
    expect(uniqueNames(["d/c.png", "d/c.tif", "d/e.png"])).toEqual(["c.png", "c.tif", "e"]);
    expect(uniqueNames(["a/c.png", "a/c.tif", "b/c.png"])).toEqual(["a/c.png", "a/c.tif", "b/c"]);
    expect(uniqueNames(["a.tif", "a.png", "a.png.png"])).toEqual(["a.tif", "a.png (2)", "a.png.png"]);
    expect(uniqueNames(["a.png", "a.png.png"])).toEqual(["a", "a.png.png"]);
    expect(uniqueNames(["x/raw/c.png", "y/tissue images/c.png"])).toEqual(["x/c", "y/c"]);
  });

  it("include a number if even the paths are equal", () => {
    expect(uniqueNames(["c.png", "images/c.png"])).toEqual(["c.png", "c.png (2)"]);
    expect(uniqueNames(["c.png", "images/c.png", "images/c.png (2).png"])).toEqual([
      "c.png",
      "c.png (3)",
      "c.png (2)",
    ]);
    expect(freeName("c", new Set(["c", "c (2)"]))).toBe("c (3)");
  });

  it("differ in more than case, Unicode form and surrounding spaces", () => {
    expect(uniqueNames(["Cell.png", "cell.png"])).toEqual(["Cell.png", "cell.png (2)"]);
    expect(uniqueNames(["Cell.png", "cell.tif"])).toEqual(["Cell.png", "cell.tif"]);
    expect(uniqueNames(["e\u0301.png", "\u00e9.png"])).toEqual(["e\u0301.png", "\u00e9.png (2)"]);
    expect(uniqueNames(["a.png", "a .png"])).toEqual(["a.png", "a .png"]);
    expect(distinctNames(["a", "a ", " A"])).toEqual(["a", "a (2)", " A (3)"]);
    expect(uniqueNames(["A/c.png", "a/c.png"])).toEqual(["A/c.png", "a/c.png (2)"]);
    const path = fc.array(fc.constantFrom("a", "A", "é", "e\u0301", "/", " ", " (2)", ".png", ".tif"), {
      minLength: 1,
    });
    fc.assert(
      fc.property(
        fc.array(
          path.map((parts) => parts.join("")),
          { maxLength: 8 },
        ),
        (paths) => {
          const names = uniqueNames(paths);
          expect(new Set(names.map(foldName)).size).toBe(paths.length);
        },
      ),
    );
  });
});
