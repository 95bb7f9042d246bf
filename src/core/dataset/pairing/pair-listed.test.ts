import { describe, expect, it } from "vitest";
import type { ImageList } from "./image-list.ts";
import { listedImages } from "./listed-images.ts";
import { pairFiles } from "./pairing.ts";

/** A list in the form that exports write: paths and the names of their masks. */
function listOf(path: string, masks: Readonly<Record<string, string>>): ImageList {
  const images = Object.entries(masks).map(([image, mask]) => ({ image, fileName: image, id: mask, mask }));
  return { path, images };
}

function paired(files: readonly string[], lists: readonly ImageList[]) {
  const { images, refused, unpaired } = pairFiles(files, [], { lists });
  const pairs = images.map(({ image, truth }) => [image, truth.kind === "labels" ? truth.path : null]);
  return { pairs: Object.fromEntries(pairs), refused: [...refused, ...unpaired] };
}

const CASES = { "Cell.png": "Cell", "cell.png": "cell (2)" };

describe("exported masks with their list", () => {
  it("belong to the listed images, with any names", () => {
    const files = ["Cell.png", "cell.png", "masks/Cell.png", "masks/cell (2).png"];
    expect(paired(files, [listOf("images.csv", CASES)])).toEqual({
      pairs: { "Cell.png": "masks/Cell.png", "cell.png": "masks/cell (2).png" },
      refused: [],
    });
  });

  it("match in another format, case and Unicode form, and with images in other folders", () => {
    const files = ["set/é/x.png", "set/x.png", "export/masks/X.tif", "export/masks/E\u0301/X.TIF"];
    const list = listOf("export/images.csv", { "x.png": "x", "é/x.png": "é/x" });
    expect(paired(files, [list]).pairs).toEqual({
      "set/x.png": "export/masks/X.tif",
      "set/é/x.png": "export/masks/E\u0301/X.TIF",
    });
  });

  it("belong to no other image if their own is missing; the list reports this", () => {
    const { pairs, refused } = paired(
      ["cell.png", "masks/Cell.png", "masks/cell (2).png", "masks/cell.tif"],
      [listOf("images.csv", { "plateA/x.png": "Cell", "plateB/y.png": "cell (2)" })],
    );
    expect(pairs).toEqual({ "cell.png": null });
    expect(refused.map(({ file, reason, lacksImages, kind }) => [file, reason, lacksImages ?? kind])).toEqual(
      [
        ["images.csv", expect.stringMatching(/2 images .*"plateA\/x\.png", "plateB\/y\.png"/), true],
        [
          "masks/Cell.png",
          expect.stringMatching(/labels of plateA\/x\.png, which is not here/),
          "unpaired labels",
        ],
        ["masks/cell (2).png", expect.stringMatching(/labels of plateB\/y\.png/), "unpaired labels"],
        ["masks/cell.tif", expect.stringMatching(/labels of plateA\/x\.png/), "unpaired labels"],
      ],
    );
  });

  it("are ambiguous if a list repeats a path or a mask", () => {
    const images = [
      { image: "a.png", fileName: "a.png", id: "a", mask: "a" },
      { image: "a.png", fileName: "a (2)", id: "a (2)", mask: "a (2)" },
      { image: "b.png", fileName: "b.png", id: "b", mask: "b" },
      { image: "c.png", fileName: "c.png", id: "c", mask: "B" },
    ];
    const files = ["a.png", "b.png", "masks/a.png", "masks/a (2).png", "masks/b.png"];
    const { pairs, refused } = paired(files, [{ path: "images.csv", images }]);
    expect(pairs).toEqual({ "a.png": null, "b.png": null });
    expect(refused.map(({ file, reason }) => [file, reason])).toEqual([
      [
        "masks/b.png",
        expect.stringMatching(/listed as the labels of b\.png, c\.png \(images\.csv\), so it is not certain/),
      ],
      ["masks/a (2).png", expect.stringMatching(/labels of a\.png, which is not here or not certain/)],
      ["masks/a.png", expect.stringMatching(/labels of a\.png, which is not here or not certain/)],
    ]);
  });

  it("are found among many files of one name without comparing all pairs", () => {
    const images = Array.from({ length: 40_000 }, (_, at) => `set/${at}/image.png`);
    const list = listOf("export/images.csv", Object.fromEntries(images.map((path, at) => [path, `m${at}`])));
    const found = listedImages(
      list,
      images.map((path) => `drop/${path}`),
    );
    expect(found.size).toBe(images.length);
    expect(found.get("set/7/image.png")).toBe("drop/set/7/image.png");
  });

  it("of two exports: the first by name is used, the other one reported", () => {
    const files = ["a.png", "one.zip/masks/x.png", "two.zip/masks/x.png"];
    const lists = ["one.zip", "two.zip"].map((zip) => listOf(`${zip}/images.csv`, { "a.png": "x" }));
    expect(paired(files, lists)).toEqual({
      pairs: { "a.png": "one.zip/masks/x.png" },
      refused: [{ file: "two.zip/masks/x.png", reason: expect.stringMatching(/has its labels from/) }],
    });
  });

  it("are ambiguous if two lists contradict each other; a copy of a list has no effect", () => {
    const files = ["a.png", "b.png", "masks/u.png", "masks/v.png"];
    const list = listOf("images.csv", { "a.png": "u", "b.png": "v" });
    const swapped = listOf("images copy.csv", { "a.png": "v", "b.png": "u" });
    const { pairs, refused } = paired(files, [swapped, list]);
    expect(pairs).toEqual({ "a.png": null, "b.png": null });
    expect(refused.map(({ file }) => file)).toEqual(["masks/u.png", "masks/v.png"]);
    expect(refused[0].reason).toMatch(/labels of b\.png, a\.png \(images copy\.csv, images\.csv\)/);
    expect(paired(files, [list, { ...list, path: "images copy.csv" }])).toEqual({
      pairs: { "a.png": "masks/u.png", "b.png": "masks/v.png" },
      refused: [],
    });
  });

  it("are requested if only the list is present", () => {
    const { refused } = paired(["Cell.png"], [listOf("images.csv", CASES)]);
    expect(refused).toEqual([
      {
        file: "images.csv",
        reason: expect.stringMatching(/none of the masks that it lists is here/),
        lacksImages: true,
      },
    ]);
  });
});

describe("masks without their list", () => {
  it("are refused together with their possible images", () => {
    const { pairs, refused } = paired(["Cell.png", "cell.tif", "masks/cell (2).png"], []);
    expect(pairs).toEqual({ "Cell.png": null, "cell.tif": null });
    expect(refused).toEqual([
      {
        file: "masks/cell (2).png",
        reason: expect.stringMatching(/not certain to which image .*: Cell\.png, cell\.tif\./),
        kind: "unpaired labels",
      },
    ]);
  });
});
