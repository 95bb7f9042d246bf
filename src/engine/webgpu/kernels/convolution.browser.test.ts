import { beforeAll, describe, expect, it } from "vitest";
import { relativeError } from "../../../core/metrics/relative-error.ts";
import type { WatchedDevice } from "../../device/webgpu-device.ts";
import type { ConvolutionChoice, LayerWork } from "../../plan/choice.ts";
import { partsOf } from "../../plan/ir/parts.ts";
import { VECTOR, vectorsFor } from "../../plan/ir/view.ts";
import { lowerConvolution } from "../../plan/lower-convolution.ts";
import { addParts } from "../../plan/operations/add-parts.ts";
import { type ConvolutionArguments, convolution } from "../../plan/operations/convolution.ts";
import { flipWeights } from "../../plan/operations/flip-weights.ts";
import { weightGradient, weightGradientParts } from "../../plan/operations/weight-gradient.ts";
import { fitsWork } from "../../plan/tuned-tiling.ts";
import { deviceForTests } from "../testing/engine-under-test.ts";
import {
  KernelBench,
  normals,
  paddedWeights,
  TEST_SIZES,
  type TestSize,
  testRandom,
} from "../testing/kernel-under-test.ts";

const TOLERANCE = 1e-5;

/** Calls `visit` for every product of a convolution, with the indices of input, weight and output. */
function eachProduct(
  { batch, rows, columns }: TestSize,
  size: number,
  [channels, filters]: readonly [number, number],
  visit: (x: number, weight: number, y: number) => void,
): void {
  const reach = (size - 1) / 2;
  for (let pixel = 0; pixel < batch * rows * columns; pixel++) {
    const [row, column] = [Math.floor(pixel / columns) % rows, pixel % columns];
    for (let tap = 0; tap < size * size; tap++) {
      const [down, right] = [Math.floor(tap / size) - reach, (tap % size) - reach];
      if (row + down < 0 || row + down >= rows || column + right < 0 || column + right >= columns) continue;
      const source = pixel + down * columns + right;
      for (let c = 0; c < channels; c++) {
        for (let f = 0; f < filters; f++) {
          visit(source * channels + c, (tap * channels + c) * filters + f, pixel * filters + f);
        }
      }
    }
  }
}

/** Includes a size larger than the pixel tile of a workgroup along both axes. */
const SIZES: readonly TestSize[] = [...TEST_SIZES, { batch: 2, rows: 35, columns: 18 }];

const CASES = SIZES.flatMap((size, index) =>
  [1, 3, 5].map((kernel) => {
    const counts = [
      [1, 3],
      [4, 8],
      [9, 2],
      [8, 16],
    ] as const;
    return { kernel, ...size, counts: counts[(index + kernel) % counts.length] };
  }),
);

/** Tilings of a convolution with these numbers of vectors. */
function choicesFor(inVectors: number, outVectors: number): ConvolutionChoice[] {
  const vectors = outVectors % 2 === 0 ? 2 : 1;
  const parts = [2, 3, inVectors].map((wanted) => partsOf(inVectors, Math.min(wanted, inVectors)));
  return [
    { kind: "direct", pixels: 2, vectors },
    { kind: "direct", pixels: 8, vectors },
    { kind: "direct", pixels: 16, vectors: 1 },
    ...[...new Set(parts)]
      .filter((count) => count > 1)
      .map((count) => ({ kind: "splitK", pixels: 4, vectors, parts: count }) as const),
    { kind: "shared", pixels: 2, vectors: 1 },
    { kind: "shared", pixels: 8, vectors },
  ];
}

describe("the kernels of a convolution", () => {
  let watched: WatchedDevice;
  beforeAll(async () => {
    watched = await deviceForTests();
  });

  it.each(CASES)(
    "compute it: $kernel, $batch x $rows x $columns, $counts",
    async ({ kernel, counts, ...size }) => {
      const [channels, filters] = counts;
      const random = testRandom(kernel);
      const pixels = size.batch * size.rows * size.columns;
      const x = normals(random, pixels * channels);
      const weights = normals(random, kernel * kernel * channels * filters);
      const bias = normals(random, filters);
      const before = normals(random, pixels * filters);
      const mask = normals(random, pixels * filters).map((value) => Math.max(0, value));
      const expected = Float64Array.from({ length: pixels * filters }, (_, at) => bias[at % filters]);
      eachProduct(size, kernel, counts, (from, weight, to) => {
        expected[to] += x[from] * weights[weight];
      });

      const bench = new KernelBench(watched);
      const common = {
        size: kernel,
        x: bench.put(size, channels, x),
        weights: bench.vectors(paddedWeights(weights, channels, filters)),
        bias: bench.vectors(bias),
      };
      const masked = bench.put(size, filters, mask);
      const choices = choicesFor(vectorsFor(channels), vectorsFor(filters));
      for (const choice of choices) {
        const run = (args: ConvolutionArguments) => {
          const work: LayerWork = { layer: "", pass: "forward", ...args };
          if (!fitsWork(work, choice)) throw new Error("the test asks for more than the kernel takes");
          lowerConvolution(bench.builder, (dispatch) => bench.run(dispatch), args, choice);
        };
        const plain = bench.strided(size, filters);
        run({ ...common, relu: true, target: plain, accumulate: false, mask: null });
        bench.want(plain);
        const added = bench.put(size, filters, before);
        run({ ...common, relu: false, target: added, accumulate: true, mask: masked });
        bench.want(added);
      }
      const values = await bench.read();
      const plainSums = expected.map((value) => Math.max(0, value));
      const maskedSums = expected.map((value, at) => (mask[at] > 0 ? value + before[at] : 0));
      const errors = choices.map((choice, index) => ({
        choice,
        plain: relativeError(values[2 * index], plainSums),
        masked: relativeError(values[2 * index + 1], maskedSums),
      }));
      expect(errors.filter(({ plain, masked }) => !(plain < TOLERANCE && masked < TOLERANCE))).toEqual([]);
    },
  );

  it.each(CASES)(
    "differentiate it: $kernel, $batch x $rows x $columns, $counts",
    async ({ kernel, counts, ...size }) => {
      const [channels, filters] = counts;
      const random = testRandom(kernel + 10);
      const pixels = size.batch * size.rows * size.columns;
      const x = normals(random, pixels * channels);
      const weights = normals(random, kernel * kernel * channels * filters);
      const gradient = normals(random, pixels * filters);
      const forX = new Float64Array(x.length);
      const forWeights = new Float64Array(weights.length);
      eachProduct(size, kernel, counts, (from, weight, to) => {
        forX[from] += gradient[to] * weights[weight];
        forWeights[weight] += gradient[to] * x[from];
      });

      const bench = new KernelBench(watched);
      const [inVectors, outVectors] = [vectorsFor(channels), vectorsFor(filters)];
      const length = kernel * kernel * inVectors * VECTOR * outVectors;
      const source = bench.put(size, channels, x);
      const incoming = bench.put(size, filters, gradient);
      const own = bench.vectors(paddedWeights(weights, channels, filters));
      const flipped = bench.builder.temporary("scratch", length);
      bench.run(flipWeights({ size: kernel, inVectors, outVectors, weights: own, flipped }));
      const target = bench.strided(size, channels);
      bench.run(
        convolution(
          {
            size: kernel,
            x: incoming,
            weights: flipped,
            bias: null,
            relu: false,
            target,
            accumulate: false,
            mask: null,
          },
          { pixels: 4, vectors: 1 },
        ),
      );
      bench.want(target);

      for (const pixels of [1, 2]) {
        const tile = {
          inVectors: inVectors % 2 === 0 ? 2 : 1,
          outVectors: outVectors % 2 === 0 ? 2 : 1,
          pixels,
        };
        const parts = weightGradientParts({ size: kernel, x: source, gradient: incoming }, tile, 200);
        const partial = bench.builder.temporary("scratch", parts * length);
        const total = bench.builder.view("gradient", 1, [1, 1, length * VECTOR]);
        bench.run(weightGradient({ size: kernel, x: source, gradient: incoming, parts, partial, tile }));
        bench.run(addParts({ parts, length, partial, total: { buffer: total.buffer } }));
        bench.want(total);
      }

      const [xValues, ...weightValues] = await bench.read();
      expect(relativeError(xValues, forX)).toBeLessThan(TOLERANCE);
      const padded = paddedWeights(Float32Array.from(forWeights), channels, filters);
      for (const values of weightValues) expect(relativeError(values, padded)).toBeLessThan(TOLERANCE);
      expect(weightValues[1]).toEqual(weightValues[0]);
    },
  );
});
