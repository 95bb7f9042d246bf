import { describe, expect, it } from "vitest";
import { type Pairing, pairFiles } from "./pairing.ts";
import { silverReason } from "./silver-reason.ts";

const labelledOf = ({ images }: Pairing) => images.filter(({ truth }) => truth.kind !== "none");
const unlabelledOf = ({ images }: Pairing) => images.filter(({ truth }) => truth.kind === "none");

const GUID = "0123abcd-0123-abcd-0123-0123456789ab";

/** Short notation of a pair: `image <- labels`. */
function pairsOf(files: readonly string[]): string[] {
  return labelledOf(pairFiles(files, [])).map(({ image, truth }) => {
    if (truth.kind === "none") return image;
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
    ["folders in a different case", ["Images/x.png", "Labels/x.png"]],
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
    ["QuPath's tiles", ["t [x=0,y=0].png", "t [x=0,y=0]-labelled.png"]],
    ["x_gt", ["x.png", "x_gt.tif"]],
    ["x.instances", ["x.png", "x.instances.png"]],
    ["raw and masks", ["raw/x.tif", "masks/x.tif"]],
    ["image and gt", ["image/x.tif", "gt/x.tif"]],
    ["img and ground truth", ["img/x.tif", "ground_truth/x.tif"]],
    ["images and annotations", ["images/x.tif", "annotations/x.tif"]],
    ["NuInsSeg", ["human liver/tissue images/x.png", "human liver/label masks/x.tif"]],
    ["CryoNuSeg", ["tissue images/x.tif", "Annotator 1 (bio)/Annotator 1 (bio)/label masks modify/x.tif"]],
    ["Pascal VOC", ["JPEGImages/x.jpg", "SegmentationObject/x.png"]],
    ["BBBC006", [`B_v1_images_z_16/a_s1_w1${GUID}.tif`, "B_v1_labels/a_s1.png"]],
    ["train_images and train_masks", ["train_images/x.png", "train_masks/x.png"]],
    ["masks of images elsewhere", ["plateA/x.png", "masks/plateA/x.png"]],
    ["masks that carry the whole file name", ["images/x.tif", "masks/x.tif.png"]],
    ["decomposed letters", ["images/e\u0301.png", "masks/\u00e9.png"]],
  ])("%s", (_, files) => {
    expect(pairsOf(files)).toEqual([`${files[0]} <- ${files[1]}`]);
    expect(pairsOf([...files].reverse())).toEqual([`${files[0]} <- ${files[1]}`]);
  });

  it("prefers exact names to similar ones", () => {
    expect(pairsOf(["images/A.png", "images/a.png", "masks/A.png", "masks/a.png"])).toEqual([
      "images/A.png <- masks/A.png",
      "images/a.png <- masks/a.png",
    ]);
    expect(pairsOf(["images/1.png", "images/img_1.png", "masks/1.png", "masks/img_1.png"])).toHaveLength(2);
  });

  it("does not read an image called no_mask as labels", () => {
    const pairing = pairFiles(["images/no_mask.png", "masks/no_image.png"], []);
    expect(unlabelledOf(pairing).map(({ image }) => image)).toEqual(["images/no_mask.png"]);
    expect(pairing.unpaired.map(({ file, reason }) => `${file} ${reason.slice(0, 9)}`)).toEqual([
      "masks/no_image.png No image ",
    ]);
  });

  it("keeps folders apart", () => {
    expect(pairsOf(["a/images/x.png", "b/masks/x.png"])).toEqual([]);
  });

  it("uses the lossless one of two label files and refuses the other by name", () => {
    const { images, refused } = pairFiles(["x.png", "x_mask.jpg", "x_mask.tif"], []);
    expect(images[0].truth).toEqual({ kind: "labels", path: "x_mask.tif" });
    expect(refused).toEqual([
      { file: "x_mask.jpg", reason: "x.png has its labels from x_mask.tif already, which is more exact." },
    ]);
  });

  it("gives a reason for every unused source of labels, the most exact first", () => {
    const files = ["x.png", "x_cp_masks.png", "x_seg.npy", "X_labels.jpg"];
    const facts = (path: string, drawn: boolean) => ({
      path,
      images: new Map([["x", { cells: 2, problem: null, drawn }]]),
    });
    const tables = [facts("b.json", true), facts("c.csv", false), facts("x_rois.zip", true)];
    const order = ["x_cp_masks.png", "x_seg.npy", "X_labels.jpg", "c.csv", "b.json", "x_rois.zip"];
    for (const [index, best] of order.entries()) {
      const gone = order.slice(0, index);
      const { images, refused, unpaired } = pairFiles(
        files.filter((path) => !gone.includes(path)),
        tables.filter(({ path }) => !gone.includes(path)),
      );
      expect(images[0].truth).toMatchObject({ path: best });
      expect(images[0].spare?.length ?? 0).toBe(order.length - index - 1);
      expect(Object.fromEntries(refused.map(({ file, reason }) => [file, reason]))).toEqual(
        Object.fromEntries(
          order
            .slice(index + 1)
            .map((file) => [file, `x.png has its labels from ${best} already, which is more exact.`]),
        ),
      );
      expect(unpaired).toEqual([]);
    }
  });

  it("refuses class maps and maps computed from labels, with the reason", () => {
    const files = ["JPEGImages/x.jpg", "SegmentationClass/x.png", "distance maps/x.png"];
    const { images, refused } = pairFiles(files, []);
    expect(images.map(({ image, truth }) => `${image} ${truth.kind}`)).toEqual(["JPEGImages/x.jpg none"]);
    expect(refused.map(({ reason }) => reason)).toEqual([
      expect.stringContaining("class maps"),
      expect.stringContaining("computed from labels"),
    ]);
  });

  it("does not pair across folders if names or folders are ambiguous", () => {
    expect(pairsOf(["a/x.png", "b/x.png", "masks/x.png"])).toEqual([]);
    expect(pairsOf(["x.png", "masks/a/x.png", "masks/b/x.png"])).toEqual([]);
    expect(pairsOf(["b/x.png", "masks/a/x.png"])).toEqual([]);
  });

  it("uses short image names and distinguishes equal ones by their folders", () => {
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
  it("assign all masks to the one image", () => {
    const files = ["d/ID/images/ID.png", "d/ID/masks/1.png", "d/ID/masks/2.png"];
    expect(pairsOf(files)).toEqual(["d/ID/images/ID.png <- d/ID/masks/1.png d/ID/masks/2.png"]);
    expect(pairFiles(files, []).images[0].source).toBe("ID.png with 2 mask files, one per cell");
  });

  it("are found if dropped from inside", () => {
    expect(pairsOf(["images/ID.png", "masks/1.png", "masks/2.png"])).toHaveLength(1);
  });

  it("do not include a pair of one image and one label image", () => {
    const [{ truth }] = pairFiles(["c/images/c.png", "c/masks/c.png"], []).images;
    expect(truth).toEqual({ kind: "labels", path: "c/masks/c.png" });
  });

  it("are not assumed if a mask has the number of the image", () => {
    const { images, unpaired } = pairFiles(["images/img_7.png", "masks/mask_7.png", "masks/mask_8.png"], []);
    expect(images.map(({ truth }) => truth)).toEqual([{ kind: "labels", path: "masks/mask_7.png" }]);
    expect(unpaired.map(({ file }) => file)).toEqual(["masks/mask_8.png"]);
  });

  it("combine with other layouts, with every file accounted for", () => {
    const files = ["s/ID/images/ID.png", "s/ID/masks/1.png", "x.png", "x_masks.png", "lost.png"];
    const { images, refused, unpaired } = pairFiles([...files, "other_mask.png"], []);
    expect(images.map(({ image, truth }) => `${image} ${truth.kind}`)).toEqual([
      "lost.png none",
      "s/ID/images/ID.png masks",
      "x.png labels",
    ]);
    expect(refused).toEqual([]);
    expect(unpaired.map(({ file }) => file)).toEqual(["other_mask.png"]);
  });
});

describe("images without labels", () => {
  it("list the places searched for labels", () => {
    const { images, refused, unpaired } = pairFiles(["photo.png", "x.png", "x_masks.png"], []);
    expect(images.map(({ name, truth }) => `${name} ${truth.kind}`)).toEqual(["photo none", "x labels"]);
    expect(images[0].truth).toMatchObject({ reason: expect.stringMatching(/^No labels were found/) });
    expect(images[0].source).toBe("photo.png");
    expect([refused, unpaired]).toEqual([[], []]);
  });

  it("exclude images with refused labels and labels with a refused image", () => {
    const broken = ["a_masks.png", "b.png", "notes.txt", "c.czi"];
    const { images, refused, unpaired } = pairFiles(["a.png", "b_masks.png", "c.png"], [], { broken });
    expect(images.map(({ image }) => image)).toEqual(["c.png"]);
    expect(refused.map(({ file, reason }) => `${file}: ${reason.split(" cannot")[0]}`)).toEqual([
      "a.png: Its cells",
      "b_masks.png: Its image",
    ]);
    expect(unpaired).toEqual([]);
  });

  it.each(["masks.png", "label.tif", "labeled.png", "segmentation.tif", "man_seg000.tif"])(
    "exclude files called %s",
    (file) => {
      const { images, unpaired } = pairFiles([`set/${file}`], []);
      expect(images).toEqual([]);
      expect(unpaired).toHaveLength(1);
    },
  );
});

describe("names of the Cell Tracking Challenge", () => {
  it("pair frames with the labels of their own sequence, and keep frames without labels as images", () => {
    const frames = ["d/01/t000.tif", "d/01/t001.tif", "d/02/t000.tif"];
    const labels = ["d/01_GT/SEG/man_seg000.tif", "d/02_GT/SEG/man_seg000.tif"];
    const pairing = pairFiles([...frames, ...labels], []);
    expect(pairing.images.map(({ name, truth }) => `${name} ${truth.kind}`)).toEqual([
      "01/t000 labels",
      "t001 none",
      "02/t000 labels",
    ]);
    expect(labelledOf(pairing)[1].truth).toEqual({ kind: "labels", path: labels[1] });
    expect(labelledOf(pairing)[1].source).toBe("02/t000.tif with 02_GT/SEG/man_seg000.tif");
    expect([pairing.refused, pairing.unpaired]).toEqual([[], []]);
  });

  it("rank silver truth and markers below gold, and never use markers as labels", () => {
    const gold = "01_GT/SEG/man_seg0001.tif";
    const silver = ["01_ST/SEG/man_seg0001.tif", "01_ST/SEG/man_seg0002.tif"];
    const markers = "01_GT/TRA/man_track0001.tif";
    const pairing = pairFiles(["01/t0001.tif", "01/t0002.tif", gold, ...silver, markers], []);
    expect(labelledOf(pairing).map(({ truth }) => truth)).toEqual([
      { kind: "labels", path: gold },
      { kind: "labels", path: silver[1] },
    ]);
    const messages = Object.fromEntries(pairing.refused.map(({ file, reason }) => [file, reason]));
    expect(Object.keys(messages).sort()).toEqual([markers]);
    expect(messages[markers]).toContain("Markers for tracking");
    expect(labelledOf(pairing)[0].spare).toEqual([
      { kind: "silver", truth: { kind: "labels", path: silver[0] } },
      { kind: "markers", truth: { kind: "labels", path: markers } },
    ]);
    expect(silverReason(labelledOf(pairing)[0], silver[0])[0].file).toBe(gold);
    expect(silverReason(labelledOf(pairing)[0], gold)[0].file).toBe(silver[0]);
    expect(pairing.unpaired).toEqual([]);
  });

  it("use results of a program if there is no ground truth, with a note", () => {
    const files = ["01/t000.tif", "01/t001.tif", "01_RES/mask000.tif", "01_RES/mask001.tif"];
    const { images, refused } = pairFiles([...files, "01_GT/SEG/man_seg001.tif"], []);
    expect(images.map(({ source, notes = [] }) => [source, notes.length])).toEqual([
      ["01/t000.tif with 01_RES/mask000.tif", 1],
      ["01/t001.tif with 01_GT/SEG/man_seg001.tif", 0],
    ]);
    expect(refused.map(({ file }) => file)).toEqual(["01_RES/mask001.tif"]);
  });

  it("refuse labels without their frame, or of a slice of one", () => {
    const { images, refused } = pairFiles(
      [
        "01/t000.tif",
        "01_GT/SEG/man_seg_000_012.tif",
        "01_GT/SEG/man_seg007.tif",
        "02_GT/SEG/man_seg000.tif",
      ],
      [],
    );
    expect(images.map(({ truth }) => truth.kind)).toEqual(["none"]);
    expect(refused.map(({ file }) => file).sort()).toEqual([
      "01_GT/SEG/man_seg007.tif",
      "01_GT/SEG/man_seg_000_012.tif",
      "02_GT/SEG/man_seg000.tif",
    ]);
  });
});

describe("part of the split and group", () => {
  it("come from the innermost folder with such a name", () => {
    const folders = [
      "train",
      "Training",
      "val",
      "VALID",
      "validation",
      "test",
      "set",
      "test/train",
      "val.zip",
    ];
    const files = folders.map((folder) => `d/${folder}/images/x.png`);
    const parts = pairFiles(files, []).images.map(({ image, part }) => [image.split("/images")[0], part]);
    expect(Object.fromEntries(parts)).toEqual({
      "d/train": "training",
      "d/Training": "training",
      "d/val": "validation",
      "d/VALID": "validation",
      "d/validation": "validation",
      "d/test": "validation",
      "d/set": null,
      "d/test/train": "training",
      "d/val.zip": "validation",
    });
  });

  it("come from the nearest table of samples, plates and wells, by file name or stem", () => {
    const table = (path: string, groups: Record<string, string>) => ({
      path,
      groups: new Map(Object.entries(groups)),
    });
    const groups = [
      table("all.csv", { "x.png": "far", "y.png": "P1 A01", z: "P2" }),
      table("a/plate.csv", { x: "near" }),
      table("b/plate.csv", { unknown: "none" }),
    ];
    const { images, refused } = pairFiles(["a/x.png", "b/x.png", "b/y.png", "b/y_masks.png", "w.png"], [], {
      groups,
    });
    expect(images.map(({ image, group }) => [image, group])).toEqual([
      ["a/x.png", "near"],
      ["b/x.png", "far"],
      ["b/y.png", "P1 A01"],
      ["w.png", null],
    ]);
    expect(refused.map(({ file }) => file)).toEqual(["b/plate.csv"]);
  });
});

describe("reasons for a pair", () => {
  it.each([
    ["same name in masks/", ["images/x.png", "masks/x.png"]],
    ["same name in Labels/, suffix _mask", ["images/x.png", "Labels/x_mask.png"]],
    ["suffix _cp_masks", ["x.png", "x_cp_masks.png"]],
    ["suffix -seg", ["images/x.png", "images/x-seg.npy"]],
    ["same name in masks/, in a different case", ["images/Cell.png", "masks/cell.png"]],
    ["alike: img2d and mask2d", ["img2d.tif", "mask2d.tif"]],
    ["frame of the Cell Tracking Challenge", ["01/t000.tif", "01_GT/SEG/man_seg000.tif"]],
    ["folder of the 2018 Data Science Bowl", ["d/ID/images/ID.png", "d/ID/masks/1.png", "d/ID/masks/2.png"]],
  ])("%s", (why, files) => {
    expect(pairFiles(files, []).images.map((image) => image.why)).toEqual([why]);
  });

  it.each([
    ["rows of train.csv", "train.csv"],
    ["outlines of coco.json", "coco.json"],
    ["regions of RoiSet.zip", "RoiSet.zip"],
  ])("%s", (why, path) => {
    const table = { path, images: new Map([["x", { cells: 2, problem: null }]]) };
    expect(pairFiles(["x.png"], [table]).images.map((image) => image.why)).toEqual([why]);
  });
});
