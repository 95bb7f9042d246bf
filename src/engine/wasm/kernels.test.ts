import { describeKernels } from "../testing/kernels/kernel-suites.ts";
import { engineInNode } from "./testing/engine-under-test.ts";
import { type WasmEngine, WasmRunner } from "./wasm-runner.ts";

let engine: WasmEngine;

describeKernels({
  async start() {
    engine = await engineInNode(1);
  },
  createRunner: (bytesOf) => new WasmRunner(engine, bytesOf),
});
