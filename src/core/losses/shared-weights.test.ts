import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../augment/random.ts";
import { sharedWeights } from "./shared-weights.ts";

function batchOf(seed: number, pixels: number, truths: readonly number[]) {
  const random = createRandom(seed);
  const plane = (value: () => number) => Float32Array.from({ length: pixels }, value);
  return {
    mask: plane(() => truths[random.integer(truths.length)]),
    valid: plane(() => Number(random.chance(0.8))),
    weight: plane(() => random.uniform(0.01, 1)),
    cost: plane(() => random.uniform(0, 4)),
  };
}

/** Mean of costs weighted as written: area weights relative to their mean in cells, `background` elsewhere. */
function weightedMean(
  { mask, valid, weight, cost }: ReturnType<typeof batchOf>,
  background: number,
  needsDirection: boolean,
): number {
  const cells = [...mask.keys()].filter((pixel) => mask[pixel] > 0);
  const mean = cells.reduce((sum, pixel) => sum + weight[pixel], 0) / cells.length;
  let [sum, weights] = [0, 0];
  mask.forEach((truth, pixel) => {
    if (truth < 0 || (needsDirection && truth > 0 && valid[pixel] === 0)) return;
    const own = truth > 0 ? weight[pixel] / mean : background;
    sum += own * cost[pixel];
    weights += own;
  });
  return sum / weights;
}

test("a plain mean with these weights is the weighted mean over the batch", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 8, max: 200 }),
      fc.double({ min: 0.01, max: 2, noNaN: true }),
      (seed, pixels, background) => {
        const batch = batchOf(seed, pixels, [-1, 0, 0, 1, 1]);
        fc.pre(batch.mask.some((truth, pixel) => truth > 0 && batch.valid[pixel] > 0));
        const { vectorWeight, levelWeight } = sharedWeights(batch, background);
        const taught = batch.mask.filter((truth) => truth >= 0).length;
        const plain = (weights: Float32Array) =>
          weights.reduce((sum, weight, pixel) => sum + weight * batch.cost[pixel], 0) / taught;
        expect(plain(levelWeight)).toBeCloseTo(weightedMean(batch, background, false), 4);
        expect(plain(vectorWeight)).toBeCloseTo(weightedMean(batch, background, true), 4);
        batch.mask.forEach((truth, pixel) => {
          if (truth < 0) expect([vectorWeight[pixel], levelWeight[pixel]]).toEqual([0, 0]);
        });
      },
    ),
  );
});

test("weights stay finite without a cell, without a direction, and if all pixels are ignored", () => {
  for (const truths of [[0], [-1], [-1, 0]]) {
    for (const background of [0, 0.25]) {
      const { vectorWeight, levelWeight } = sharedWeights(batchOf(1, 20, truths), background);
      expect([...vectorWeight, ...levelWeight].every(Number.isFinite)).toBe(true);
    }
  }
  const batch = { ...batchOf(2, 20, [1]), valid: new Float32Array(20) };
  const { vectorWeight, levelWeight } = sharedWeights(batch, 0.25);
  expect(vectorWeight.every((weight) => weight === 0)).toBe(true);
  expect(levelWeight.reduce((sum, weight) => sum + weight)).toBeCloseTo(20, 4);
});
