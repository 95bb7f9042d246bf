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
  kernel: fc.constantFrom(3, 5),
  batch: fc.integer({ min: 1, max: 3 }),
  rows: fc.integer({ min: 1, max: 17 }),
  columns: fc.integer({ min: 1, max: 17 }),
  // More than a job of a weight gradient has on one side.
  channels: fc.integer({ min: 1, max: 60 }),
  filters: fc.integer({ min: 1, max: 60 }),
});

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
      fc.asyncProperty(shapes, epilogues, async (shape, { hasBias, relu, accumulate, isMasked }) => {
        const { kernel, channels, filters, ...size } = shape;
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
      }),
      { numRuns: 60 },
    );
  });

  it("has the weight gradient of the direct one", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.integer({ min: 1, max: 40 }), async (shape, maxParts) => {
        const { kernel, channels, filters, ...size } = shape;
        const random = testRandom(kernel);
        const pixels = size.batch * size.rows * size.columns;
        const bench = new KernelBench(kernels);
        const work = {
          layer: "",
          pass: "weight gradient",
          size: kernel,
          x: bench.put(size, channels, normals(random, pixels * channels)),
          target: bench.put(size, filters, normals(random, pixels * filters)),
        } as const;
        const length = kernel * kernel * vectorsFor(channels) * VECTOR * vectorsFor(filters) * VECTOR;
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

  it("is not part of a prediction", () => {
    const graph = unet({ F: 8, depth: 2 });
    const network = { graph, layout: layOutParameters(graph), tiling: CPU_TILING, seed: 0 };
    const { dispatches } = compilePrediction(network, { batch: 1, rows: 64, columns: 64 });
    expect(dispatches.filter(({ kernel }) => kernel.name.startsWith("Winograd"))).toEqual([]);
  });
});
