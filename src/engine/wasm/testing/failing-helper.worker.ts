import { stageLoss } from "../../../core/losses/loss.ts";
import { initialise } from "../../../nets/initialise.ts";
import { unet } from "../../../nets/unet.ts";
import { syntheticBatch } from "../../comparison/synthetic-batch.ts";
import { stageArrays } from "../../stage-arrays.ts";
import { ADAM } from "../../testing/optimiser-suite.ts";
import { compileModule } from "../kernel-module.ts";
import { startWorker } from "../start-worker.ts";
import { createWasmExecutor } from "../wasm-executor.ts";

/** What came of a training whose helper fails. */
export interface Failed {
  readonly error: string;
  readonly steps: number;
  readonly isLost: boolean;
}

/** A module whose function `help` executes `unreachable`, with a shared memory imported as `env.memory`. */
const FAILS = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x05, 0x01, 0x60, 0x01, 0x7f, 0x00],
  ...[0x02, 0x12, 0x01, 0x03, 0x65, 0x6e, 0x76, 0x06, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79],
  ...[0x02, 0x03, 0x01, 0x80, 0x80, 0x04],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x07, 0x08, 0x01, 0x04, 0x68, 0x65, 0x6c, 0x70, 0x00, 0x00],
  ...[0x0a, 0x05, 0x01, 0x03, 0x00, 0x00, 0x0b],
);

self.onmessage = async () => {
  const graph = unet({ F: 2, depth: 2 });
  const options = { graph, loss: stageLoss("semantic"), optimiser: ADAM, weights: initialise(graph, 1) };
  const { inputs, targets } = stageArrays("semantic", syntheticBatch(1, 16, 16), null);
  const [module, fails] = [await compileModule("exact"), await WebAssembly.compile(FAILS)];
  let isLost = false;
  const executor = createWasmExecutor(options, {
    module,
    threads: 2,
    startHelper: (start) => startWorker({ ...start, module: fails }),
    onLost() {
      isLost = true;
    },
  });
  const untilLost = async () => {
    for (;;) await executor.step(inputs, targets, 1e-3);
  };
  const error: unknown = await untilLost().catch((error: unknown) => error);
  const { steps } = await executor.readState();
  executor.dispose();
  self.postMessage({ error: String(error), steps, isLost } satisfies Failed);
};
