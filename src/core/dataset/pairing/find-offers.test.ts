import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeOffer, findOffers } from "./find-offers.ts";

const formatPairs = (files: readonly string[]) =>
  findOffers(files).map((pairs) => pairs.map(({ image, labels }) => `${image} ${labels}`));

describe("probable pairs of images and labels", () => {
  it.each<[string, string[], string[][]]>([
    [
      "the same names in two folders",
      ["a/1.tif", "a/2.tif", "z/1.png", "z/2.png"],
      [["a/1.tif z/1.png", "a/2.tif z/2.png"]],
    ],
    [
      "words behind",
      ["a/1.tif", "a/2.tif", "z/1_nuc.png", "z/2_nuc.png"],
      [["a/1.tif z/1_nuc.png", "a/2.tif z/2_nuc.png"]],
    ],
    [
      "words before, in one folder",
      ["1.tif", "2.tif", "T1.tif", "T2.tif"],
      [["1.tif T1.tif", "2.tif T2.tif"]],
    ],
    ["a single pair", ["cells.tif", "cells_out.tif"], [["cells.tif cells_out.tif"]]],
    ["names without anything in common", ["a/1.tif", "z/x.tif"], []],
    ["more files on one side", ["a/1.tif", "a/2.tif", "z/1.png"], []],
    ["a single file", ["1.tif"], []],
    ["none", [], []],
  ])("%s", (_, files, offers) => {
    expect(formatPairs(files)).toEqual(offers);
    expect(formatPairs([...files].reverse())).toEqual(offers);
  });

  it("are in at most one offer, with any names", () => {
    const name = fc.stringMatching(/^[ab_1]{1,4}$/);
    const path = fc.tuple(fc.constantFrom("", "a/", "b/"), name).map((parts) => `${parts.join("")}.tif`);
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 12 }), (files) => {
        const used = findOffers(files).flatMap((pairs) =>
          pairs.flatMap(({ image, labels }) => [image, labels]),
        );
        expect(new Set(used).size).toBe(used.length);
        expect(files).toEqual(expect.arrayContaining(used));
      }),
    );
  });

  it("are phrased as a question", () => {
    const pairs = [1, 2].map((number) => ({ image: `d/a/${number}.tif`, labels: `d/z/${number}.tif` }));
    expect(describeOffer(pairs)).toBe(
      "These 2 files look like labels of those 2 images: pair them? The first is z/1.tif for a/1.tif.",
    );
    expect(describeOffer([pairs[0]])).toBe("z/1.tif looks like the labels of a/1.tif. Pair them?");
  });
});
