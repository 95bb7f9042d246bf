import fc from "fast-check";
import { expect, test } from "vitest";
import { RECIPES } from "../../recipe/presets.ts";
import { createSampler } from "./sampler.ts";

const images = [
  { rows: 256, columns: 256, cells: 3 },
  { rows: 520, columns: 704, cells: 1 },
  { rows: 40, columns: 60, cells: 9 },
];

test("an epoch repeats each image by the number of crops that cover it", () => {
  const sampler = createSampler(images, { ...RECIPES.quick, crop: 128, cropsPerImage: "cover" });
  const counts = [0, 0, 0];
  for (let index = 0; index < sampler.epochLength; index++) counts[sampler.itemAt(index).image] += 1;
  expect(counts).toEqual([4, 22, 1]);
});

test("every epoch is a permutation, and epochs differ", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 9 }), (seed, crops) => {
      const sampler = createSampler(images, { ...RECIPES.quick, seed, cropsPerImage: crops });
      for (const epoch of [0, 1, 2]) {
        const items = Array.from({ length: sampler.epochLength }, (_, position) =>
          sampler.itemAt(epoch * sampler.epochLength + position),
        );
        expect(items.map(({ position }) => position)).toEqual(items.map((_, position) => position));
        for (const image of [0, 1, 2]) {
          expect(items.filter((item) => item.image === image)).toHaveLength(crops);
        }
      }
    }),
  );
  const sampler = createSampler(images, { ...RECIPES.quick, cropsPerImage: 20 });
  const order = (epoch: number) =>
    Array.from({ length: 60 }, (_, position) => sampler.itemAt(60 * epoch + position).image).join("");
  expect(order(0)).not.toBe(order(1));
});

test("requests out of order change nothing", () => {
  const first = createSampler(images, RECIPES.tiny);
  const second = createSampler(images, RECIPES.tiny);
  const forward = Array.from({ length: 30 }, (_, index) => first.itemAt(index));
  const backward = Array.from({ length: 30 }, (_, index) => second.itemAt(29 - index)).reverse();
  expect(backward).toEqual(forward);
});

test("epochs are counted in passes over the crops", () => {
  const sampler = createSampler(images, { ...RECIPES.quick, batch: 4, cropsPerImage: 2 });
  expect(sampler.epochsAfter(2)).toBe(2);
});

test("images without cells are drawn at the recipe's fraction, others in their place", () => {
  const negatives = Array.from({ length: 3 }, () => ({ rows: 64, columns: 64, cells: 0 }));
  const all = [...negatives, ...images];
  const taken = (emptyCropFraction: number, of = all) => {
    const sampler = createSampler(of, { ...RECIPES.quick, cropsPerImage: 200, emptyCropFraction });
    return Array.from({ length: sampler.epochLength }, (_, index) => sampler.itemAt(index).image);
  };
  const negativeFraction = (emptyCropFraction: number) =>
    taken(emptyCropFraction).filter((image) => image < negatives.length).length / (200 * negatives.length);
  expect(negativeFraction(0)).toBe(0);
  expect(negativeFraction(1)).toBe(1);
  expect(negativeFraction(0.3)).toBeGreaterThan(0.24);
  expect(negativeFraction(0.3)).toBeLessThan(0.36);
  expect(taken(0.3)).toEqual(taken(0.3));
  expect(new Set(taken(0, negatives))).toEqual(new Set([0, 1, 2]));
});
