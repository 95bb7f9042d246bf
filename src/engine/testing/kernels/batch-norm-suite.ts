import { beforeAll, describe, expect, it } from "vitest";
import { relativeError } from "../../../core/metrics/relative-error.ts";
import { NORM_EPSILON, NORM_MOMENTUM } from "../../../nets/graph.ts";
import { partsOf } from "../../plan/ir/parts.ts";
import { VECTOR, vectorsFor } from "../../plan/ir/view.ts";
import { addParts } from "../../plan/operations/add-parts.ts";
import { batchNorm } from "../../plan/operations/batch-norm.ts";
import { batchNormGradient, batchNormGradientSums } from "../../plan/operations/batch-norm-gradient.ts";
import { mergeMoments, moments } from "../../plan/operations/batch-norm-moments.ts";
import { channelSums } from "../../plan/operations/channel-sums.ts";
import {
  KernelBench,
  type KernelsUnderTest,
  normals,
  TEST_SIZES,
  type TestSize,
  testRandom,
} from "../kernel-bench.ts";

const TOLERANCE = 2e-5;

/**
 * Tolerance of the variance and of values divided by it, for values up to 1800 times their spread, which
 * amplifies rounding errors.
 */
const SPREAD_TOLERANCE = 1e-4;
const NORMALISED_TOLERANCE = 1e-3;

const CASES = [...TEST_SIZES.filter(({ rows }) => rows > 1), { batch: 2, rows: 40, columns: 33 }].flatMap(
  (size) => [1, 6].map((channels) => ({ ...size, channels })),
);

const pixelsOf = ({ batch, rows, columns }: TestSize) => batch * rows * columns;

/** Two concatenated per-channel arrays, each padded to whole vectors. */
function pair(first: ArrayLike<number>, second: ArrayLike<number>): Float32Array {
  const padded = vectorsFor(first.length) * VECTOR;
  const both = new Float32Array(2 * padded);
  both.set(first, 0);
  both.set(second, padded);
  return both;
}

/** Tests the kernels of batch normalisation. */
export function describeBatchNorm(kernels: KernelsUnderTest): void {
  describe("the kernels of batch normalisation", () => {
    beforeAll(kernels.start);

    it.each(CASES)("match double precision: $batch x $rows x $columns x $channels", async (testCase) => {
      const { channels, ...size } = testCase;
      const random = testRandom(channels);
      const pixels = pixelsOf(size);
      // A mean far from zero: with E[x^2] - E[x]^2, the variance would be lost to cancellation.
      const x = normals(random, pixels * channels).map((value, at) => value + 300 * (1 + (at % channels)));
      const gradient = normals(random, x.length);
      const [scale, shift] = [normals(random, channels), normals(random, channels)];
      const [oldMean, oldVariance] = [normals(random, channels), normals(random, channels)];
      const over = (value: (at: number) => number) =>
        Float64Array.from({ length: channels }, (_, channel) => {
          let sum = 0;
          for (let pixel = 0; pixel < pixels; pixel++) sum += value(pixel * channels + channel);
          return sum;
        });
      const mean = over((at) => x[at]).map((sum) => sum / pixels);
      const squares = over((at) => (x[at] - mean[at % channels]) ** 2);
      const variance = squares.map((sum) => sum / pixels);
      const normalised = (at: number) =>
        (x[at] - mean[at % channels]) / Math.sqrt(variance[at % channels] + NORM_EPSILON);
      const along = over((at) => gradient[at] * normalised(at));
      const sum = over((at) => gradient[at]);

      const bench = new KernelBench(kernels);
      const source = bench.put(size, channels, x);
      const vectors = vectorsFor(channels);
      const parts = partsOf(pixels, 20);
      const partial = bench.builder.temporary("scratch", 2 * parts * vectors);
      const statistics = bench.builder.view("activation", 1, [1, 1, 2 * vectors * VECTOR]);
      const own = { buffer: statistics.buffer };
      const running = bench.vectors(pair(oldMean, oldVariance));
      bench.run(moments({ x: source, parts, partial }));
      bench.run(mergeMoments({ x: source, parts, partial, statistics: own, running }));
      bench.want(statistics);
      bench.want({ ...statistics, buffer: running.buffer });
      const affine = bench.vectors(pair(scale, shift));
      const target = bench.strided(size, channels);
      bench.run(batchNorm({ x: source, statistics: own, affine, relu: true, target }));
      bench.want(target);
      const incoming = bench.put(size, channels, gradient);
      const sums = bench.builder.view("gradient", 1, [1, 1, 2 * vectors * VECTOR]);
      const sumRegion = { buffer: sums.buffer };
      const partialSums = bench.builder.temporary("scratch", 2 * parts * vectors);
      bench.run(
        batchNormGradientSums({
          x: source,
          statistics: own,
          gradient: incoming,
          parts,
          partial: partialSums,
        }),
      );
      bench.run(addParts({ parts, length: 2 * vectors, partial: partialSums, total: sumRegion }));
      bench.want(sums);
      const back = bench.strided(size, channels);
      bench.run(
        batchNormGradient({
          x: source,
          statistics: own,
          affine,
          sums: sumRegion,
          gradient: incoming,
          target: back,
          accumulate: false,
          mask: null,
        }),
      );
      bench.want(back);

      const [statisticValues, runningValues, values, sumValues, gradients] = await bench.read();
      expect(
        relativeError(statisticValues.slice(4 * vectors), pair(variance, []).slice(0, 4 * vectors)),
      ).toBeLessThan(SPREAD_TOLERANCE);
      expect(relativeError(statisticValues, pair(mean, variance))).toBeLessThan(TOLERANCE);
      const moved = (old: Float32Array, now: Float64Array) =>
        now.map((value, c) => old[c] * (1 - NORM_MOMENTUM) + value * NORM_MOMENTUM);
      const unbiased = squares.map((value) => value / (pixels - 1));
      expect(
        relativeError(runningValues, pair(moved(oldMean, mean), moved(oldVariance, unbiased))),
      ).toBeLessThan(TOLERANCE);
      const expected = x.map((_, at) =>
        Math.max(0, normalised(at) * scale[at % channels] + shift[at % channels]),
      );
      // The rounding error of the values is relative to the mean.
      expect(relativeError(values, expected)).toBeLessThan(NORMALISED_TOLERANCE);
      expect(relativeError(sumValues, pair(along, sum))).toBeLessThan(NORMALISED_TOLERANCE);
      const forX = x.map((_, at) => {
        const c = at % channels;
        const centred = gradient[at] - (sum[c] + normalised(at) * along[c]) / pixels;
        return (scale[c] / Math.sqrt(variance[c] + NORM_EPSILON)) * centred;
      });
      expect(relativeError(gradients, forX)).toBeLessThan(NORMALISED_TOLERANCE);
    });

    it.each(CASES)("sum channels: $batch x $rows x $columns x $channels", async ({ channels, ...size }) => {
      const pixels = pixelsOf(size);
      const x = normals(testRandom(3), pixels * channels);
      const expected = new Float32Array(channels);
      x.forEach((value, at) => {
        expected[at % channels] += value;
      });
      const bench = new KernelBench(kernels);
      const parts = Math.min(7, pixels);
      const length = vectorsFor(channels);
      const partial = bench.builder.temporary("scratch", parts * length);
      const total = bench.builder.view("gradient", 1, [1, 1, channels]);
      bench.run(channelSums({ x: bench.put(size, channels, x), parts, partial }));
      bench.run(addParts({ parts, length, partial, total: { buffer: total.buffer } }));
      bench.want(total);
      const [sums] = await bench.read();
      expect(relativeError(sums, expected)).toBeLessThan(TOLERANCE);
    });
  });
}
