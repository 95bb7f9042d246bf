import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { startBackend } from "./backend.ts";
import { interpolationMatrix } from "./interpolation-matrix.ts";
import { upsampleBilinear, upsampleNearest } from "./upsample.ts";

const MODES = [
  ["nearest", upsampleNearest],
  ["bilinear", upsampleBilinear],
] as const;

describe.each(MODES)("upsample %s", (_, upsample) => {
  beforeAll(async () => {
    await startBackend(["cpu"]);
  });

  it.each([2, 4])(
    "has the gradient of a linear map: <up x, y> = <x, grad(y)>, factor %i, non-square",
    (factor) => {
      const x = tf.randomNormal<tf.Rank.R4>([2, 3, 5, 2], 0, 1, "float32", 1);
      const y = tf.randomNormal<tf.Rank.R4>([2, 3 * factor, 5 * factor, 2], 0, 1, "float32", 2);
      const forwards = tf.sum(tf.mul(upsample(x, factor), y)).dataSync()[0];
      const gradient = tf.grad((values: tf.Tensor) => upsample(values as tf.Tensor4D, factor))(x, y);
      expect(gradient.shape).toEqual(x.shape);
      expect(tf.sum(tf.mul(x, gradient)).dataSync()[0]).toBeCloseTo(forwards, 3);
    },
  );
});

describe("upsampled values", () => {
  beforeAll(async () => {
    await startBackend(["cpu"]);
  });

  it("repeat pixels in nearest mode", () => {
    const enlarged = upsampleNearest(tf.tensor4d([1, 2], [1, 1, 2, 1]), 2);
    expect([...enlarged.dataSync()]).toEqual([1, 1, 2, 2, 1, 1, 2, 2]);
  });

  it("use half-pixel centres and clamped edges in bilinear mode", () => {
    const enlarged = upsampleBilinear(tf.tensor4d([0, 1], [1, 1, 2, 1]), 2);
    expect([...enlarged.dataSync()].slice(0, 4)).toEqual([0, 0.25, 0.75, 1]);
  });

  it("match the interpolation matrix", () => {
    const x = tf.randomNormal<tf.Rank.R4>([1, 4, 1, 1], 0, 1, "float32", 3);
    const matrix = tf.tensor2d(interpolationMatrix(4, 4), [16, 4]);
    const byMatrix = tf.matMul(matrix, tf.reshape(x, [4, 1])).dataSync();
    const enlarged = upsampleBilinear(x, 4).dataSync();
    byMatrix.forEach((value, row) => {
      expect(enlarged[row * 4]).toBeCloseTo(value, 6);
    });
  });
});
