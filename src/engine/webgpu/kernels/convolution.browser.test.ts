import type { ConvolutionChoice } from "../../plan/choice.ts";
import { partsOf } from "../../plan/ir/parts.ts";
import { CONVOLUTION_CASES } from "../../testing/kernels/convolution-cases.ts";
import { describeConvolution } from "../../testing/kernels/convolution-suite.ts";
import { webgpuKernels } from "../testing/webgpu-kernels.ts";

const evenly = (count: number) => (count % 2 === 0 ? 2 : 1);

/** Channels that fill their vectors, and that do not: each pair has programs of its own, which are slow to compile. */
const FILTERS = [2, 16];
const CASES = CONVOLUTION_CASES.filter(({ counts: [, filters] }) => FILTERS.includes(filters));

describeConvolution(
  webgpuKernels(),
  {
    convolutions(inVectors, outVectors): ConvolutionChoice[] {
      const vectors = evenly(outVectors);
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
