import type { KernelsUnderTest } from "../../testing/kernel-bench.ts";
import { type Arithmetic, compileModule } from "../kernel-module.ts";
import { WasmRunner } from "../wasm-runner.ts";

const startHelper = () => {
  throw new Error("One thread needs no helper.");
};

/** The kernels of the CPU with one thread. */
export function cpuKernels(arithmetic: Arithmetic): KernelsUnderTest {
  let module: WebAssembly.Module;
  return {
    async start() {
      module = await compileModule(arithmetic);
    },
    createRunner: (bytesOf) => new WasmRunner({ module, threads: 1, startHelper }, bytesOf),
  };
}
