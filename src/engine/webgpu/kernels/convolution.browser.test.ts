import type { ConvolutionChoice } from "../../plan/choice.ts";
import { partsOf } from "../../plan/ir/parts.ts";
import { CONVOLUTION_CASES } from "../../testing/kernels/convolution-cases.ts";
import { describeConvolution } from "../../testing/kernels/convolution-suite.ts";
import { webgpuKernels } from "../testing/webgpu-kernels.ts";

const isEven = (count: number) => count % 2 === 0;
const evenly = (count: number) => (isEven(count) ? 2 : 1);

/** Channels that fill their vectors, and that do not: each pair has programs of its own, which are slow to compile. */
const FILTERS = [2, 16];
const CASES = CONVOLUTION_CASES.filter(({ counts: [, filters] }) => FILTERS.includes(filters));

describeConvolution(
  webgpuKernels(),
  {
    convolutions(inVectors, outVectors, size): ConvolutionChoice[] {
      const vectors = evenly(outVectors);
      const parts = [2, 3].map((wanted) => partsOf(inVectors, Math.min(wanted, inVectors)));
      const splitK = (count: number): ConvolutionChoice[] =>
        count > 1 ? [{ kind: "splitK", pixels: 4, vectors, parts: count }] : [];
      // Half of the tiles with each number of channels: together every kernel size has them all.
      return isEven((size - 1) / 2 + (outVectors > 1 ? 1 : 0))
        ? [
            { kind: "direct", pixels: 2, vectors },
            ...splitK(parts[0]),
            { kind: "shared", pixels: 8, vectors },
          ]
        : [
            { kind: "direct", pixels: 8, vectors },
            { kind: "direct", pixels: 16, vectors: 1 },
            ...(parts[1] === parts[0] ? [] : splitK(parts[1])),
            { kind: "shared", pixels: 2, vectors: 1 },
          ];
    },
    weightGradients: (inVectors, outVectors) =>
      [1, 2].map((pixels) => ({
        kind: "weights",
        inVectors: evenly(inVectors),
        outVectors: evenly(outVectors),
        pixels,
        threads: 200,
      })),
  },
  CASES,
);
