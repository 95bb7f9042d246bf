import { beforeAll, describe, expect, it } from "vitest";
import { VECTOR } from "../../plan/ir/view.ts";
import { flipWeights } from "../../plan/operations/flip-weights.ts";
import { KernelBench, type KernelsUnderTest, normals, testRandom } from "../kernel-bench.ts";

/** Includes one with more work than one job of the CPU engine. */
const CASES = [
  { size: 1, inVectors: 1, outVectors: 1 },
  { size: 3, inVectors: 3, outVectors: 2 },
  { size: 5, inVectors: 1, outVectors: 4 },
  { size: 5, inVectors: 16, outVectors: 16 },
];

/** Tests the kernel that flips the weights for the input gradient of a convolution. */
export function describeFlipWeights(kernels: KernelsUnderTest): void {
  describe("the kernel that flips weights", () => {
    beforeAll(kernels.start);

    it.each(CASES)("rotates and transposes: $size, $inVectors to $outVectors", async (testCase) => {
      const { size, inVectors, outVectors } = testCase;
      const [taps, channels, filters] = [size * size, inVectors * VECTOR, outVectors * VECTOR];
      const weights = normals(testRandom(size), taps * channels * filters);
      const bench = new KernelBench(kernels);
      const flipped = bench.builder.view("scratch", 1, [1, taps, filters * channels]);
      bench.run(
        flipWeights({
          size,
          inVectors,
          outVectors,
          weights: bench.vectors(weights),
          flipped: { buffer: flipped.buffer },
        }),
      );
      bench.want(flipped);
      const [values] = await bench.read();
      const expected = weights.map((_, at) => {
        const [channel, filter] = [at % channels, Math.floor(at / channels) % filters];
        const tap = taps - 1 - Math.floor(at / channels / filters);
        return weights[(tap * channels + channel) * filters + filter];
      });
      expect(values).toEqual(expected);
    });
  });
}
