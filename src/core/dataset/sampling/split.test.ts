import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SplitImage, splitImages } from "./split.ts";

const imageOf = (id: string, more: Partial<SplitImage> = {}): SplitImage => ({
  id,
  labelled: true,
  group: null,
  part: null,
  cells: 1,
  ...more,
});

const fraction = fc.double({ min: 0, max: 1, noNaN: true });

/** Any images with unique ids. */
const anyImages = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 6 }),
    labelled: fc.boolean(),
    group: fc.option(fc.constantFrom("a", "b", "c", "__proto__")),
    part: fc.option(fc.constantFrom("training" as const, "validation" as const)),
    cells: fc.constantFrom(0, 3),
  }),
  { maxLength: 30, selector: ({ id }) => id },
);

const groupsOf = (images: readonly SplitImage[]) =>
  new Set(images.map(({ group }) => group).filter((group) => group !== null));

/** Number of units of the split: groups, and images without a group. */
const unitCount = (images: readonly SplitImage[]) =>
  groupsOf(images).size + images.filter(({ group }) => group === null).length;

describe("split by image", () => {
  it("does not depend on input order, and includes every labelled image exactly once", () => {
    fc.assert(
      fc.property(anyImages, fraction, fc.nat(), (images, fraction, seed) => {
        const split = splitImages(images, { fraction, seed });
        expect(splitImages([...images].reverse(), { fraction, seed })).toEqual(split);
        const both = [...split.training, ...split.validation].map(({ id }) => id);
        const labelled = images.filter((image) => image.labelled);
        expect(both.sort()).toEqual(labelled.map(({ id }) => id).sort());
        expect(split.training.length > 0).toBe(labelled.length > 0);
        expect(split.validation.length > 0).toBe(unitCount(labelled) > 1);
        const anyCells = (some: readonly SplitImage[]) => some.some(({ cells }) => cells > 0);
        expect(anyCells(split.training)).toBe(anyCells(labelled));
      }),
    );
  });

  it("keeps all images of a group on one side", () => {
    fc.assert(
      fc.property(anyImages, fraction, fc.nat(), (images, fraction, seed) => {
        const { training, validation } = splitImages(images, { fraction, seed });
        const both = [...groupsOf(training)].filter((group) => groupsOf(validation).has(group));
        expect(both).toEqual([]);
      }),
    );
  });

  it("keeps all images of a validation folder on its side, for any fraction and seed", () => {
    fc.assert(
      fc.property(anyImages, fraction, fc.nat(), (images, fraction, seed) => {
        const others = [...images, imageOf("training image")];
        const { validation, byFolder } = splitImages(others, { fraction, seed });
        const chosen = others.filter(({ labelled, part }) => labelled && part === "validation");
        for (const image of chosen) expect(validation).toContain(image);
        expect(byFolder).toBe(chosen.length > 0);
        const groups = groupsOf(chosen);
        if (chosen.length === 0) return;
        for (const { part, group } of validation) {
          expect(part === "validation" || groups.has(group ?? "")).toBe(true);
        }
      }),
    );
  });

  it("depends on fraction and seed", () => {
    const images = Array.from({ length: 100 }, (_, index) => imageOf(`image ${index}`));
    const split = splitImages(images, { fraction: 0.2, seed: 1 });
    expect(split.validation).toHaveLength(20);
    expect(splitImages(images, { fraction: 0.2, seed: 2 }).validation).not.toEqual(split.validation);
  });

  it("is as close to the fraction as groups allow", () => {
    const images = Array.from({ length: 100 }, (_, index) =>
      imageOf(`image ${index}`, { group: `well ${index % 10}` }),
    );
    for (let seed = 0; seed < 20; seed++) {
      expect(splitImages(images, { fraction: 0.2, seed }).validation).toHaveLength(20);
    }
    const uneven = [imageOf("alone"), ...images.map((image) => ({ ...image, group: "one well" }))];
    expect(splitImages(uneven, { fraction: 0.2, seed: 1 }).validation).toHaveLength(1);
  });

  it("uses the fraction if a folder would leave one side empty", () => {
    for (const part of ["validation", "training"] as const) {
      const images = Array.from({ length: 10 }, (_, index) => imageOf(`image ${index}`, { part }));
      const { validation, byFolder } = splitImages(images, { fraction: 0.3, seed: 1 });
      expect(validation).toHaveLength(3);
      expect(byFolder).toBe(false);
    }
  });

  it("trains on a single image, and on a single group", () => {
    const group = [imageOf("a", { group: "g" }), imageOf("b", { group: "g" })];
    for (const training of [[], [imageOf("a")], group]) {
      const split = splitImages(training, { fraction: 0.5, seed: 1 });
      expect(split).toEqual({ training, validation: [], byFolder: false });
    }
  });
});
