import { describe, expect, it } from "vitest";
import { arrayFolders, isWithin } from "./array-folders.ts";

describe("folders that contain a chunked array", () => {
  it("are found by name or metadata, the outermost only", () => {
    expect(
      arrayFolders([
        "set/img.ome.zarr/.zattrs",
        "set/img.ome.zarr/0/.zarray",
        "set/img.ome.zarr/0/0/0",
        "plain/zarr.json",
        "plain/c/0/0",
        "b.n5/attributes.json",
        "images/a.png",
        "zarr/a.png",
        "notes.zarr",
      ]),
    ).toEqual(["b.n5", "plain", "set/img.ome.zarr"]);
    expect(arrayFolders([".zgroup", "0/.zarray", "0/0"])).toEqual([""]);
    expect(arrayFolders(["a.png"])).toEqual([]);
  });

  it("contain the files below them, not folders with a similar name", () => {
    expect(isWithin("a.zarr/0/0", "a.zarr")).toBe(true);
    expect(isWithin("a.zarr.png", "a.zarr")).toBe(false);
    expect(isWithin("x/y", "")).toBe(true);
  });
});
