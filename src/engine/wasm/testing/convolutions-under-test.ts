import { hasWinograd } from "../../plan/operations/winograd-convolution.ts";
import { WINOGRAD_WEIGHTS_SIZE } from "../../plan/operations/winograd-weight-gradient.ts";
import { describeConvolution } from "../../testing/kernels/convolution-suite.ts";
import type { Arithmetic } from "../kernel-module.ts";
import { cpuKernels } from "./cpu-kernels.ts";

const TILE = { inVectors: 1, outVectors: 1, pixels: 1 } as const;

/** Tests the convolutions of the CPU with one thread. */
export function describeWasmConvolution(arithmetic: Arithmetic): void {
  describeConvolution(cpuKernels(arithmetic), {
    convolutions: (_in, _out, size) => [
      { kind: "direct", pixels: 1, vectors: 1 },
      ...(hasWinograd(size) ? [{ kind: "winograd" } as const] : []),
    ],
    weightGradients: (_in, _out, size) => [
      // From a single part to one part per row.
      ...[1, 20, 100_000, 1].map((threads) => ({ kind: "weights", ...TILE, threads }) as const),
      // From a single part to one part per tile.
      ...(size === WINOGRAD_WEIGHTS_SIZE
        ? [1, 3, 1000].map((maxParts) => ({ kind: "winograd weights", maxParts }) as const)
        : []),
    ],
  });
}
