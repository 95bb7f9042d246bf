import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitImages } from "./split.ts";

const imagesOf = (ids: readonly string[]) => ids.map((id) => ({ id }));

describe("split by image", () => {
  it("does not depend on the order of arrival, and loses or doubles none", () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(ids, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (all, share, seed) => {
        const split = splitImages(imagesOf(all), { share, seed });
        expect(splitImages(imagesOf([...all].reverse()), { share, seed })).toEqual(split);
        expect(split.validation.length).toBeGreaterThan(0);
        expect(split.training.length).toBeGreaterThan(0);
        const both = [...split.training, ...split.validation].map(({ id }) => id);
        expect(both.sort()).toEqual([...all].sort());
      }),
    );
  });

  it("follows the share and the seed", () => {
    const images = imagesOf(Array.from({ length: 100 }, (_, index) => `image ${index}`));
    const split = splitImages(images, { share: 0.2, seed: 1 });
    expect(split.validation).toHaveLength(20);
    expect(splitImages(images, { share: 0.2, seed: 2 }).validation).not.toEqual(split.validation);
  });

  it("trains on a single image", () => {
    expect(splitImages(imagesOf(["a"]), { share: 0.5, seed: 1 })).toEqual({
      training: [{ id: "a" }],
      validation: [],
    });
    expect(splitImages([], { share: 0.5, seed: 1 })).toEqual({ training: [], validation: [] });
  });
});
