import { describeConvolution } from "../../testing/kernels/convolution-suite.ts";
import type { Arithmetic } from "../kernel-module.ts";
import { cpuKernels } from "./cpu-kernels.ts";

const TILE = { inVectors: 1, outVectors: 1, pixels: 1 } as const;

/** Tests the convolutions of the CPU with one thread. */
export function describeWasmConvolution(arithmetic: Arithmetic): void {
  describeConvolution(cpuKernels(arithmetic), {
    convolutions: () => [{ kind: "direct", pixels: 1, vectors: 1 }],
    // From a single part to one part per row.
    weightGradients: () => [1, 20, 100_000, 1].map((threads) => ({ kind: "weights", ...TILE, threads })),
  });
}
