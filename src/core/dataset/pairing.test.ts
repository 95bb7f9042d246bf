import { describe, expect, it } from "vitest";
import { pairFiles } from "./pairing.ts";

/** Pairs in short: `image <- labels`. */
function pairsOf(files: readonly string[]): string[] {
  return pairFiles(files, []).images.map(({ image, truth }) => {
    if (truth.kind === "table") return `${image} <- ${truth.id} of ${truth.path}`;
    return `${image} <- ${truth.kind === "labels" ? truth.path : truth.paths.join(" ")}`;
  });
}

describe("pairing by name", () => {
  it.each([
    ["images and masks", ["images/x.png", "masks/x.png"]],
    ["at any depth", ["a/b/images/c/x.png", "a/b/masks/c/x.png"]],
    ["other extension", ["images/x.jpg", "masks/x.tif"]],
    ["other case", ["images/Cell01.PNG", "masks/cell01.tif"]],
    ["folders in other case", ["Images/x.png", "Labels/x.png"]],
    ["suffix in the masks folder", ["images/x.png", "masks/x_mask.png"]],
    ["x_masks", ["x.png", "x_masks.png"]],
    ["x_mask", ["x.png", "x_mask.png"]],
    ["x_label", ["x.png", "x_label.tif"]],
    ["x_labels", ["x.png", "x_labels.tif"]],
    ["x_cp_masks", ["d/x.png", "d/x_cp_masks.png"]],
    ["labels beside images in a folder of images", ["images/x.png", "images/x_cp_masks.png"]],
    ["ome.tif", ["x.ome.tif", "x_masks.tif"]],
    ["img and mask", ["img2d.tif", "mask2d.tif"]],
    ["image_1 and mask_1", ["set/image_1.png", "set/mask_1.png"]],
    ["x_image and x_mask", ["x_image.png", "x_mask.png"]],
    ["decomposed letters", ["images/e\u0301.png", "masks/\u00e9.png"]],
  ])("%s", (_, files) => {
    expect(pairsOf(files)).toEqual([`${files[0]} <- ${files[1]}`]);
    expect(pairsOf([...files].reverse())).toEqual([`${files[0]} <- ${files[1]}`]);
  });

  it("prefers exact names to those that only look alike", () => {
    expect(pairsOf(["images/A.png", "images/a.png", "masks/A.png", "masks/a.png"])).toEqual([
      "images/A.png <- masks/A.png",
      "images/a.png <- masks/a.png",
    ]);
    expect(pairsOf(["images/1.png", "images/img_1.png", "masks/1.png", "masks/img_1.png"])).toHaveLength(2);
  });

  it("does not take an image called no_mask for labels", () => {
    const { images, lonely } = pairFiles(["images/no_mask.png", "masks/no_image.png"], []);
    expect(images).toEqual([]);
    expect(lonely.map(({ file, reason }) => `${file} ${reason.slice(0, 9)}`)).toEqual([
      "images/no_mask.png No labels",
      "masks/no_image.png No image ",
    ]);
  });

  it("keeps folders apart", () => {
    expect(pairsOf(["a/images/x.png", "b/masks/x.png"])).toEqual([]);
  });

  it("takes the lossless one of two label files and refuses the other by name", () => {
    const { images, refused } = pairFiles(["x.png", "x_mask.jpg", "x_mask.tif"], []);
    expect(images[0].truth).toEqual({ kind: "labels", path: "x_mask.tif" });
    expect(refused).toEqual([
      { file: "x_mask.jpg", reason: "The image has its labels from x_mask.tif already." },
    ]);
  });

  it("names images shortly and tells equal names apart by their folders", () => {
    const files = ["a/images/cell.png", "a/masks/cell.png", "b/images/cell.png", "b/masks/cell.png"];
    const more = ["c/images/one.png", "c/masks/one.png"];
    expect(pairFiles([...files, ...more], []).images.map(({ name }) => name)).toEqual([
      "a/cell",
      "b/cell",
      "one",
    ]);
  });
});

describe("folders of the 2018 Data Science Bowl", () => {
  it("give all masks to the one image", () => {
    const files = ["d/ID/images/ID.png", "d/ID/masks/1.png", "d/ID/masks/2.png"];
    expect(pairsOf(files)).toEqual(["d/ID/images/ID.png <- d/ID/masks/1.png d/ID/masks/2.png"]);
    expect(pairFiles(files, []).images[0].source).toBe("ID.png with 2 mask files, one a cell");
  });

  it("are found when dropped from within", () => {
    expect(pairsOf(["images/ID.png", "masks/1.png", "masks/2.png"])).toHaveLength(1);
  });

  it("do not swallow a pair of one image and one label image", () => {
    const [{ truth }] = pairFiles(["c/images/c.png", "c/masks/c.png"], []).images;
    expect(truth).toEqual({ kind: "labels", path: "c/masks/c.png" });
  });

  it("mix with other layouts, every file accounted for", () => {
    const files = ["s/ID/images/ID.png", "s/ID/masks/1.png", "x.png", "x_masks.png", "lost.png"];
    const { images, refused, lonely } = pairFiles(files, []);
    expect(images.map(({ truth }) => truth.kind)).toEqual(["masks", "labels"]);
    expect(refused).toEqual([]);
    expect(lonely.map(({ file }) => file)).toEqual(["lost.png"]);
  });
});

describe("tables of cells", () => {
  const table = (path: string, ...ids: string[]) => ({
    path,
    images: new Map(ids.map((id) => [id, { cells: 2, problem: null as string | null }])),
  });

  it("find their pictures below themselves first", () => {
    const files = ["a/train/x.png", "b/train/x.png"];
    const { images } = pairFiles(files, [table("b/train.csv", "x"), table("a/train.csv", "x")]);
    expect(images.map(({ image, truth }) => `${image} ${truth.kind === "table" && truth.path}`)).toEqual([
      "a/train/x.png a/train.csv",
      "b/train/x.png b/train.csv",
    ]);
    expect(images[0].source).toBe("x.png with 2 cells of train.csv");
  });

  it("find theirs among thousands, one table each or all in one", () => {
    const ids = Array.from({ length: 5000 }, (_, index) => `x${index}`);
    const files = ids.map((id) => `${id}/${id}.png`);
    const each = pairFiles(
      files,
      ids.map((id) => table(`${id}/${id}.zip`, id)),
    );
    expect(
      each.images.every(
        ({ image, truth }) => truth.kind === "table" && image === `${truth.id}/${truth.id}.png`,
      ),
    ).toBe(true);
    const all = pairFiles(files, [table("all.json", ...ids)]);
    expect([each.images.length, all.images.length]).toEqual([5000, 5000]);
    expect([...each.refused, ...all.refused, ...each.lonely, ...all.lonely]).toEqual([]);
  });

  it("say which pictures are missing, in one line", () => {
    const ids = Array.from({ length: 8 }, (_, index) => `id${index}`);
    const { refused } = pairFiles([], [table("train.csv", ...ids)]);
    expect(refused).toHaveLength(1);
    expect(refused[0].reason).toContain("8 images");
    expect(refused[0].reason).toContain("and 3 more");
  });

  it("never look an id up as a path", () => {
    const { images } = pairFiles(
      ["cell01.png"],
      [table("d/train.csv", "../cell01", "__proto__", "constructor")],
    );
    expect(images).toEqual([]);
  });
});
