import { describeConvolution } from "../../testing/kernels/convolution-suite.ts";
import type { Arithmetic } from "../kernel-module.ts";
import { compileKernels } from "../kernel-module.ts";
import { WasmRunner } from "../wasm-runner.ts";

const TILE = { inVectors: 1, outVectors: 1, pixels: 1 } as const;

/** Tests the convolutions of the CPU with one thread. */
export function describeWasmConvolution(arithmetic: Arithmetic): void {
  let module: WebAssembly.Module;
  const startHelper = () => {
    throw new Error("One thread needs no helper.");
  };
  describeConvolution(
    {
      async start() {
        module = await compileKernels(arithmetic);
      },
      createRunner: (bytesOf) => new WasmRunner({ module, threads: 1, startHelper }, bytesOf),
    },
    {
      convolutions: () => [{ kind: "direct", pixels: 1, vectors: 1 }],
      // From one part to one for each row.
      weightGradients: () => [1, 20, 100_000, 1].map((threads) => ({ kind: "weights", ...TILE, threads })),
    },
  );
}
