import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Assignments, IMAGE_SETS, type ImageSet } from "./image-sets.ts";
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
      expect(split).toMatchObject({ training, validation: [], byFolder: false });
    }
  });
});

/** Ids of the validation images by dataset and seed, recorded before images could be assigned by hand. */
const RECORDED = [
  ["plain", 1, [15, 16, 2, 22, 4]],
  ["plain", 2, [10, 22, 23, 4, 6]],
  ["plain", 77, [10, 16, 17, 4, 8]],
  ["grouped", 1, [12, 15, 16, 4, 8]],
  ["grouped", 2, [0, 15, 20, 5]],
  ["grouped", 77, [12, 16, 20, 4, 8]],
  ["by folder", 1, [0, 12, 14, 16, 18, 2, 22, 4, 6, 8]],
] as const;

const GROUPED = Array.from({ length: 24 }, (_, index) =>
  imageOf(`image ${index}`, {
    labelled: index % 7 !== 3,
    group: index % 5 === 0 ? null : `well ${index % 4}`,
    cells: index % 6,
  }),
);
const DATASETS = {
  plain: GROUPED.map(({ id }) => imageOf(id, { cells: 3 })),
  grouped: GROUPED,
  "by folder": GROUPED.map((image, index) => ({
    ...image,
    part: index % 6 === 0 ? ("validation" as const) : null,
  })),
};

it.each(RECORDED)("without assignments, %s images with seed %i split as recorded", (name, seed, ids) => {
  const { validation } = splitImages(DATASETS[name], { fraction: 0.2, seed });
  expect(validation.map(({ id }) => Number(id.slice("image ".length)))).toEqual(ids);
});

const ids = (images: readonly SplitImage[]) => images.map(({ id }) => id);

describe("assignment by hand", () => {
  const anySet = fc.option(fc.constantFrom(...IMAGE_SETS));
  const anyAssigned = fc
    .tuple(anyImages, fc.array(anySet, { minLength: 30, maxLength: 30 }))
    .map(([images, sets]): { images: SplitImage[]; assigned: Assignments } => ({
      images,
      assigned: new Map(
        images.flatMap(({ id }, index) => {
          const set = sets[index];
          return set === null ? [] : [[id, set] as [string, ImageSet]];
        }),
      ),
    }));

  it("puts each image into exactly one set, and into its own if it can be", () => {
    fc.assert(
      fc.property(anyAssigned, fraction, fc.nat(), ({ images, assigned }, fraction, seed) => {
        const split = splitImages(images, { fraction, seed, assigned });
        expect(splitImages([...images].reverse(), { fraction, seed, assigned })).toEqual(split);
        const all = IMAGE_SETS.flatMap((set) => split[set].map((image) => ({ image, set })));
        expect(all.map(({ image }) => image.id).sort()).toEqual(ids(images).sort());
        for (const { image, set } of all) {
          const wanted = assigned.get(image.id);
          if (!image.labelled) expect(set).toBe(wanted === "excluded" ? "excluded" : "prediction");
          else if (wanted) expect(set).toBe(wanted);
          else expect(["training", "validation"]).toContain(set);
        }
      }),
    );
  });

  it("separates a group only if its images are assigned to both sides, and reports it", () => {
    fc.assert(
      fc.property(anyAssigned, fraction, fc.nat(), ({ images, assigned }, fraction, seed) => {
        const split = splitImages(images, { fraction, seed, assigned });
        const both = [...groupsOf(split.training)].filter((group) => groupsOf(split.validation).has(group));
        expect(split.separatedGroups).toEqual(both.sort());
        const sidesOf = (group: string) =>
          new Set(
            images.flatMap(({ id, labelled, group: own }) =>
              labelled && own === group ? [assigned.get(id)] : [],
            ),
          );
        for (const group of both) {
          expect(sidesOf(group).has("training") && sidesOf(group).has("validation")).toBe(true);
        }
      }),
    );
  });

  it("leaves images with cells for both sides wherever the assignments allow", () => {
    fc.assert(
      fc.property(anyAssigned, fraction, fc.nat(), ({ images: some, assigned }, fraction, seed) => {
        const images = some.map((image) => ({ ...image, cells: 3 }));
        const { training, validation } = splitImages(images, { fraction, seed, assigned });
        const used = images.filter(
          ({ id, labelled }) =>
            labelled && assigned.get(id) !== "prediction" && assigned.get(id) !== "excluded",
        );
        const canTrain = used.some(({ id }) => assigned.get(id) === "training");
        const free = used.filter(({ id }) => assigned.get(id) === undefined);
        const fixed = (image: SplitImage) =>
          image.group !== null && used.some(({ id, group }) => group === image.group && assigned.has(id));
        if (canTrain || free.some((image) => !fixed(image))) expect(training).not.toEqual([]);
        if (canTrain && free.some((image) => !fixed(image))) expect(validation).not.toEqual([]);
      }),
    );
  });

  const plain = Array.from({ length: 20 }, (_, index) => imageOf(`image ${index}`));
  const options = { fraction: 0.2, seed: 5 };
  const automatic = splitImages(plain, options);

  it("by the automatic sets changes nothing", () => {
    for (const set of ["training", "validation"] as const) {
      const assigned = new Map(automatic[set].map(({ id }) => [id, set]));
      expect(splitImages(plain, { ...options, assigned })).toEqual(automatic);
    }
  });

  it("counts towards the fraction, and does not reshuffle the other images", () => {
    const [first, second] = automatic.training;
    const one = splitImages(plain, { ...options, assigned: new Map([[first.id, "validation"]]) });
    expect(one.validation).toHaveLength(4);
    expect(one.validation).toContain(first);
    expect(automatic.validation.filter((image) => one.validation.includes(image))).toHaveLength(3);
    const without = splitImages(plain, { ...options, assigned: new Map([[second.id, "excluded"]]) });
    expect(without.validation).toEqual(automatic.validation);
    expect(without.excluded).toEqual([second]);
  });

  it("can leave nothing to train or to validate on", () => {
    for (const set of IMAGE_SETS) {
      const split = splitImages(plain, { ...options, assigned: new Map(plain.map(({ id }) => [id, set])) });
      expect(split[set]).toHaveLength(plain.length);
    }
  });

  it("takes the automatic images of a group along", () => {
    const well = ["a", "b", "c"].map((id) => imageOf(id, { group: "well" }));
    const images = [...plain, ...well];
    for (const set of ["training", "validation"] as const) {
      const split = splitImages(images, { ...options, assigned: new Map([["b", set]]) });
      expect(ids(split[set])).toEqual(expect.arrayContaining(["a", "b", "c"]));
      expect(split.separatedGroups).toEqual([]);
    }
    const assigned = new Map<string, ImageSet>([
      ["a", "training"],
      ["b", "validation"],
    ]);
    const { training, separatedGroups } = splitImages(images, { ...options, assigned });
    expect(separatedGroups).toEqual(["well"]);
    expect(ids(training)).toContain("c");
  });

  it("takes precedence over a validation folder, which decides the rest", () => {
    const images = plain.map((image, index) => ({
      ...image,
      part: index < 3 ? ("validation" as const) : null,
    }));
    const assigned = new Map<string, ImageSet>([
      ["image 0", "training"],
      ["image 9", "validation"],
    ]);
    const { validation, byFolder } = splitImages(images, { ...options, assigned });
    expect(ids(validation)).toEqual(["image 1", "image 2", "image 9"]);
    expect(byFolder).toBe(true);
  });
});
