import { beforeAll, describe, expect, it } from "vitest";
import { relativeError } from "../../../core/metrics/relative-error.ts";
import type { ConvolutionChoice, LayerWork, WeightGradientChoice } from "../../plan/choice.ts";
import { VECTOR, type View, vectorsFor } from "../../plan/ir/view.ts";
import { lowerConvolution } from "../../plan/lower-convolution.ts";
import { lowerWeightGradient } from "../../plan/lower-weight-gradient.ts";
import type { ConvolutionArguments } from "../../plan/operations/convolution.ts";
import { flipWeights } from "../../plan/operations/flip-weights.ts";
import { weightGradientParts } from "../../plan/operations/weight-gradient.ts";
import { fitsWork } from "../../plan/tuned-tiling.ts";
import { KernelBench, type KernelsUnderTest, normals, paddedWeights, testRandom } from "../kernel-bench.ts";
import { CONVOLUTION_CASES, type ConvolutionCase, eachProduct } from "./convolution-cases.ts";

const TOLERANCE = 1e-5;

/** Tilings to be tested with these numbers of vectors and this kernel size; at least one of each. */
interface TilingsUnderTest {
  convolutions(inVectors: number, outVectors: number, size: number): readonly ConvolutionChoice[];
  weightGradients(inVectors: number, outVectors: number, size: number): readonly WeightGradientChoice[];
}

/** Combinations of epilogues. */
const EPILOGUES = [
  { hasBias: true, relu: true, accumulate: false, isMasked: false },
  { hasBias: true, relu: false, accumulate: true, isMasked: true },
  { hasBias: false, relu: false, accumulate: false, isMasked: false },
  { hasBias: false, relu: false, accumulate: true, isMasked: false },
  { hasBias: false, relu: false, accumulate: false, isMasked: true },
];

/**
 * The epilogues to be tested with a choice. Kernels with shared memory have a program for each epilogue, which is slow
 * to compile: each kernel size has some, and together they have all.
 */
const epiloguesOf = ({ kind }: ConvolutionChoice, kernel: number) =>
  kind === "shared" ? EPILOGUES.filter((_, index) => index % 3 === (kernel - 1) / 2) : EPILOGUES;

/** The first choice, and transformed tiles: those on a GPU differ in their program only, which is slow to compile. */
const fewOf = (choices: readonly ConvolutionChoice[]) =>
  choices.filter(({ kind }, index) => index === 0 || kind === "winograd");

/**
 * Tests convolutions, their input gradients and their weight gradients.
 * @param cases Sizes and channels; fewer suffice where programs are slow to compile
 */
export function describeConvolution(
  kernels: KernelsUnderTest,
  tilings: TilingsUnderTest,
  cases: readonly ConvolutionCase[] = CONVOLUTION_CASES,
): void {
  const convolve = (bench: KernelBench, args: ConvolutionArguments, choice: ConvolutionChoice) => {
    const work: LayerWork = { layer: "", pass: "forward", ...args };
    if (!fitsWork(work, choice)) throw new Error("the test asks for more than the kernel takes");
    lowerConvolution(bench.builder, (dispatch) => bench.run(dispatch), args, choice);
  };

  describe("the kernels of a convolution", () => {
    beforeAll(kernels.start);

    it.each(cases)(
      "compute the convolution: $kernel, $batch x $rows x $columns, $counts",
      async ({ kernel, counts, ...size }) => {
        const [channels, filters] = counts;
        const random = testRandom(kernel);
        const pixels = size.batch * size.rows * size.columns;
        const x = normals(random, pixels * channels);
        const weights = normals(random, kernel * kernel * channels * filters);
        const bias = normals(random, filters);
        const before = normals(random, pixels * filters);
        const mask = normals(random, pixels * filters).map((value) => Math.max(0, value));
        const sums = new Float64Array(pixels * filters);
        eachProduct(size, kernel, counts, (from, weight, to) => {
          sums[to] += x[from] * weights[weight];
        });

        const bench = new KernelBench(kernels);
        const common = {
          size: kernel,
          x: bench.put(size, channels, x),
          weights: bench.vectors(paddedWeights(weights, channels, filters)),
        };
        const masked = bench.put(size, filters, mask);
        const biases = bench.vectors(bias);
        const choices = tilings.convolutions(vectorsFor(channels), vectorsFor(filters), kernel);
        const runs = choices.flatMap((choice) =>
          epiloguesOf(choice, kernel).map((epilogue) => ({ choice, ...epilogue })),
        );
        for (const { choice, hasBias, relu, accumulate, isMasked } of runs) {
          const target = bench.put(size, filters, before);
          const operands = { target, bias: hasBias ? biases : null, mask: isMasked ? masked : null };
          convolve(bench, { ...common, ...operands, relu, accumulate }, choice);
          bench.want(target);
        }
        const values = await bench.read();
        const wrong = runs.filter(({ hasBias, relu, accumulate, isMasked }, index) => {
          const expected = sums.map((sum, at) => {
            const biased = hasBias ? sum + bias[at % filters] : sum;
            const added = (relu ? Math.max(0, biased) : biased) + (accumulate ? before[at] : 0);
            return isMasked && mask[at] === 0 ? 0 : added;
          });
          return !(relativeError(values[index], expected) < TOLERANCE);
        });
        expect(wrong).toEqual([]);
      },
    );

    it.each(cases)(
      "compute the gradients: $kernel, $batch x $rows x $columns, $counts",
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

        const bench = new KernelBench(kernels);
        const [inVectors, outVectors] = [vectorsFor(channels), vectorsFor(filters)];
        const length = kernel * kernel * inVectors * VECTOR * outVectors;
        const shape = {
          size: kernel,
          x: bench.put(size, channels, x),
          gradient: bench.put(size, filters, gradient),
        };
        const own = bench.vectors(paddedWeights(weights, channels, filters));
        const flipped = bench.builder.temporary("scratch", length);
        bench.run(flipWeights({ size: kernel, inVectors, outVectors, weights: own, flipped }));
        const plain = { bias: null, relu: false, accumulate: false, mask: null };
        const ways = fewOf(tilings.convolutions(outVectors, inVectors, kernel));
        for (const choice of ways) {
          const target = bench.strided(size, channels);
          convolve(bench, { size: kernel, x: shape.gradient, weights: flipped, target, ...plain }, choice);
          bench.want(target);
        }

        const choices = tilings.weightGradients(inVectors, outVectors, kernel);
        for (const tile of choices) {
          const total = bench.builder.view("gradient", 1, [1, 1, length * VECTOR]);
          const work = { layer: "", pass: "weight gradient", ...shape, target: shape.gradient } as const;
          if (!fitsWork(work, tile)) throw new Error("the test asks for more than the kernel takes");
          lowerWeightGradient(
            bench.builder,
            (dispatch) => bench.run(dispatch),
            work,
            { buffer: total.buffer },
            tile,
          );
          bench.want(total);
        }

        const keys = choices.map((tile) =>
          tile.kind === "weights" ? weightGradientParts(shape, tile, tile.threads) : JSON.stringify(tile),
        );
        const values = await bench.read();
        for (const xValues of values.slice(0, ways.length)) {
          expect(relativeError(xValues, forX)).toBeLessThan(TOLERANCE);
        }
        const weightValues = values.slice(ways.length);
        const padded = paddedWeights(Float32Array.from(forWeights), channels, filters);
        weightValues.forEach((own, index) => {
          expect(relativeError(own, padded)).toBeLessThan(TOLERANCE);
          // Equal parts give equal sums, whatever the tiles.
          expect(own).toEqual(weightValues[keys.indexOf(keys[index])]);
        });
      },
    );

    it("do not write outside their target", async () => {
      const size = { batch: 1, rows: 3, columns: 7 };
      const bench = new KernelBench(kernels);
      const values = normals(testRandom(1), 21 * 12);
      const surroundings = bench.put(size, 12, values);
      const target: View = { ...surroundings, channels: 4, offset: surroundings.offset + 1 };
      const x = bench.put(size, 4, normals(testRandom(2), 21 * 4));
      const weights = bench.vectors(normals(testRandom(3), 9 * 16));
      const plain = { bias: null, relu: false, accumulate: false, mask: null };
      const choices = fewOf(tilings.convolutions(1, 1, 3));
      for (const choice of choices) {
        convolve(bench, { size: 3, x, weights, target, ...plain }, choice);
        bench.want(surroundings);
      }
      const isOutside = (_: number, at: number) => at % 12 < 4 || at % 12 >= 8;
      for (const written of await bench.read()) {
        expect(written.filter(isOutside)).toEqual(values.filter(isOutside));
        expect(written).not.toEqual(values);
      }
    });
  });
}
