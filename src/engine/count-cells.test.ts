import { expect, test } from "vitest";
import { WholeImage } from "../core/augment/source-image.ts";
import { wholeSample } from "../core/augment/whole-sample.ts";
import { stackBatch } from "../core/dataset/batch.ts";
import { wholeBox } from "../core/raster/plane.ts";
import { drawBuiltInSample } from "../core/synth/draw-sample.ts";
import type { NumberArray } from "../nets/weights.ts";
import { CellCount } from "./count-cells.ts";
import { stageArrays } from "./stage-arrays.ts";

const [drawn] = drawBuiltInSample("fluorescence", 1);
const { picture, labels } = drawn;
const place = { of: { rows: picture.rows, columns: picture.columns }, box: wholeBox(picture) };
const image = { ...place, data: Float32Array.from(picture.data) };
const source = new WholeImage({ image, labels: { ...place, data: labels.data } }, 1);
const sample = await wholeSample(source, { border: "open", crop: "whole", multiple: 16 });
const whole = { ...stackBatch([{ sample, stale: null }]), labels: sample.labels };
const { rows, columns } = whole;

const shaped = (data: Float32Array, channels: number): NumberArray => ({
  shape: [1, rows, columns, channels],
  data,
});

/** What a perfect network of each stage would say. */
const PERFECT = {
  semantic: shaped(
    whole.mask.map((inside) => inside - 0.5),
    1,
  ),
  direction: shaped(whole.unitVectors, 2),
  energy: shaped(
    Float32Array.from({ length: 16 * rows * columns }, (_, place) =>
      whole.level[Math.floor(place / 16)] === place % 16 ? 1 : 0,
    ),
    16,
  ),
} as const;

test.each(["direction", "energy", "joint"] as const)(
  "what a perfect %s network says holds nearly every cell",
  (stage) => {
    const count = new CellCount(stage);
    const output = PERFECT[stage === "joint" ? "energy" : stage];
    count.add(whole, stageArrays(stage, whole, null).inputs, output);
    expect(count.scores()?.ap50).toBeGreaterThan(0.85);
    expect(count.scores()?.f1).toBeGreaterThan(0.9);
  },
);

test("a perfect mask finds those cells that touch no other", () => {
  const count = new CellCount("semantic");
  count.add(whole, stageArrays("semantic", whole, null).inputs, PERFECT.semantic);
  const scores = count.scores();
  expect(scores?.ap50).toBeGreaterThan(0);
  const levels = new CellCount("energy");
  levels.add(whole, stageArrays("energy", whole, null).inputs, PERFECT.energy);
  expect(scores?.ap50).toBeLessThan(levels.scores()?.ap50 ?? 0);
});

test("a network that sees nothing finds nothing, and without images there is no score", () => {
  expect(new CellCount("semantic").scores()).toBeNull();
  const count = new CellCount("semantic");
  count.add(
    whole,
    stageArrays("semantic", whole, null).inputs,
    shaped(
      whole.mask.map(() => -1),
      1,
    ),
  );
  expect(count.scores()).toMatchObject({ ap50: 0, kaggle: 0, f1: 0 });
});
