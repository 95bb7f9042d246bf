import { EXACT } from "virtual:wasm-kernels";
import { describeKernels } from "../testing/kernels/kernel-suites.ts";
import { startThread } from "./testing/start-thread.ts";
import { WasmRunner } from "./wasm-runner.ts";

let module: WebAssembly.Module;

describeKernels({
  async start() {
    module = await WebAssembly.compile(Buffer.from(EXACT, "base64"));
  },
  createRunner: (bytesOf) => new WasmRunner({ module, threads: 1, startHelper: startThread }, bytesOf),
});
