import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { relativeError } from "../../core/metrics/relative-error.ts";
import { unet } from "../../nets/unet.ts";
import type { ConvolutionChoice, WeightGradientChoice } from "../plan/choice.ts";
import { compilePrediction } from "../plan/compile.ts";
import { VECTOR, vectorsFor } from "../plan/ir/view.ts";
import { lowerConvolution } from "../plan/lower-convolution.ts";
import { lowerWeightGradient } from "../plan/lower-weight-gradient.ts";
import { layOutParameters } from "../plan/parameter-layout.ts";
import { CPU_TILING } from "../plan/tiles.ts";
import { KernelBench, normals, paddedWeights, testRandom } from "../testing/kernel-bench.ts";
import { cpuKernels } from "./testing/cpu-kernels.ts";

const kernels = cpuKernels("exact");
const TOLERANCE = 1e-5;

const shapes = fc.record({
  batch: fc.integer({ min: 1, max: 3 }),
  rows: fc.integer({ min: 1, max: 17 }),
  columns: fc.integer({ min: 1, max: 17 }),
  // More than a job of a weight gradient has on one side.
  channels: fc.integer({ min: 1, max: 60 }),
  filters: fc.integer({ min: 1, max: 60 }),
});

const kernelSizes = fc.constantFrom(3, 5);

describe("a convolution in transformed tiles", () => {
  beforeAll(kernels.start);

  it("equals the direct one, with every epilogue", async () => {
    const epilogues = fc.record({
      hasBias: fc.boolean(),
      relu: fc.boolean(),
      accumulate: fc.boolean(),
      isMasked: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        shapes,
        kernelSizes,
        epilogues,
        async (shape, kernel, { hasBias, relu, accumulate, isMasked }) => {
          const { channels, filters, ...size } = shape;
          const random = testRandom(kernel);
          const pixels = size.batch * size.rows * size.columns;
          const bench = new KernelBench(kernels);
          const weights = normals(random, kernel * kernel * channels * filters);
          const args = {
            size: kernel,
            x: bench.put(size, channels, normals(random, pixels * channels)),
            weights: bench.vectors(paddedWeights(weights, channels, filters)),
            bias: hasBias ? bench.vectors(normals(random, filters)) : null,
            relu,
            accumulate,
            mask: isMasked ? bench.put(size, filters, normals(random, pixels * filters)) : null,
          };
          const before = normals(random, pixels * filters);
          for (const choice of [
            { kind: "direct", pixels: 1, vectors: 1 },
            { kind: "winograd" },
          ] satisfies ConvolutionChoice[]) {
            const target = bench.put(size, filters, before);
            lowerConvolution(bench.builder, (dispatch) => bench.run(dispatch), { ...args, target }, choice);
            bench.want(target);
          }
          const [direct, transformed] = await bench.read();
          expect(relativeError(transformed, direct)).toBeLessThan(TOLERANCE);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("has the weight gradient of the direct one", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.integer({ min: 1, max: 40 }), async (shape, maxParts) => {
        const { channels, filters, ...size } = shape;
        const random = testRandom(maxParts);
        const pixels = size.batch * size.rows * size.columns;
        const bench = new KernelBench(kernels);
        const work = {
          layer: "",
          pass: "weight gradient",
          size: 3,
          x: bench.put(size, channels, normals(random, pixels * channels)),
          target: bench.put(size, filters, normals(random, pixels * filters)),
        } as const;
        const length = 9 * vectorsFor(channels) * VECTOR * vectorsFor(filters) * VECTOR;
        for (const choice of [
          { kind: "weights", inVectors: 1, outVectors: 1, pixels: 1, threads: 96 },
          { kind: "winograd weights", maxParts },
        ] satisfies WeightGradientChoice[]) {
          const total = bench.builder.view("gradient", 1, [1, 1, length]);
          lowerWeightGradient(
            bench.builder,
            (dispatch) => bench.run(dispatch),
            work,
            { buffer: total.buffer },
            choice,
          );
          bench.want(total);
        }
        const [direct, transformed] = await bench.read();
        expect(relativeError(transformed, direct)).toBeLessThan(TOLERANCE);
      }),
      { numRuns: 40 },
    );
  });

  it("has no weight gradient where all products are 0", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 255 }), async (at) => {
        const size = { batch: 1, rows: 16, columns: 16 };
        const random = testRandom(at);
        const bench = new KernelBench(kernels);
        // One input pixel that is not 0, and gradients of 0 beside it on three sides.
        const input = new Float32Array(256 * 8);
        for (let channel = 0; channel < 8; channel++) input[at * 8 + channel] = random.normal();
        const gradient = normals(random, 256 * 8);
        for (const pixel of [at - 16, at - 1, at]) if (pixel >= 0) gradient.fill(0, pixel * 8, pixel * 8 + 8);
        const work = {
          layer: "",
          pass: "weight gradient",
          size: 3,
          x: bench.put(size, 8, input),
          target: bench.put(size, 8, gradient),
        } as const;
        const total = bench.builder.view("gradient", 1, [1, 1, 9 * 64]);
        const choice = { kind: "winograd weights", maxParts: 1 } as const;
        lowerWeightGradient(
          bench.builder,
          (dispatch) => bench.run(dispatch),
          work,
          { buffer: total.buffer },
          choice,
        );
        bench.want(total);
        const [weights] = await bench.read();
        // An input is multiplied by the gradient at its own place (tap 4), on its left (5) and above it (7).
        for (const tap of [4, 5, 7]) {
          expect(weights.subarray(tap * 64, tap * 64 + 64).every((weight) => weight === 0)).toBe(true);
        }
      }),
    );
  });

  it("is not part of a prediction", () => {
    const graph = unet({ F: 8, depth: 2 });
    const network = { graph, layout: layOutParameters(graph), tiling: CPU_TILING, seed: 0 };
    const { dispatches } = compilePrediction(network, { batch: 1, rows: 64, columns: 64 });
    expect(dispatches.filter(({ kernel }) => kernel.name.startsWith("Winograd"))).toEqual([]);
  });
});
