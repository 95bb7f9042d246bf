import { describe, expect, it } from "vitest";
import { pairFiles } from "./pairing.ts";

describe("manual pairs", () => {
  const chosen = (image: string, labels: string) => [{ image, labels }];

  it("join unrelated names", () => {
    const { images, unpaired } = pairFiles(["a/pic.png", "b/drawn.tif"], [], {
      byHand: chosen("a/pic.png", "b/drawn.tif"),
    });
    expect(unpaired).toEqual([]);
    expect(images).toEqual([
      {
        name: "pic",
        image: "a/pic.png",
        truth: { kind: "labels", path: "b/drawn.tif" },
        source: "pic.png with drawn.tif",
        why: "paired by hand",
        group: null,
        part: null,
      },
    ]);
  });

  it("take precedence over names, whose other files become unpaired", () => {
    const files = ["x.png", "x_mask.png", "y.png", "y_mask.png"];
    const { images, unpaired } = pairFiles(files, [], { byHand: chosen("x.png", "y_mask.png") });
    expect(images.map(({ image, why }) => `${image}: ${why}`)).toEqual(["x.png: paired by hand", "y.png: "]);
    expect(unpaired.map(({ file, kind }) => `${file}: ${kind}`)).toEqual(["x_mask.png: unpaired labels"]);
  });

  it("can leave an image alone that would be paired by name", () => {
    const byHand = [{ image: "x.png", labels: null }];
    const { images, unpaired } = pairFiles(["x.png", "x_mask.png"], [], { byHand });
    expect(images.map(({ image, truth }) => `${image}: ${truth.kind}`)).toEqual(["x.png: none"]);
    expect(unpaired.map(({ file }) => file)).toEqual(["x_mask.png"]);
  });

  it.each([
    ["of a file that is not there", chosen("x.png", "gone.png")],
    ["of a file with itself", chosen("x.png", "x.png")],
  ])("are skipped if %s", (_, pairs) => {
    const { images } = pairFiles(["x.png"], [], { byHand: pairs });
    expect(images.map(({ image, truth }) => `${image}: ${truth.kind}`)).toEqual(["x.png: none"]);
  });
});
