import { stageLoss } from "../../../core/losses/loss.ts";
import { initialise } from "../../../nets/initialise.ts";
import { unet } from "../../../nets/unet.ts";
import { sizeOf } from "../../../nets/weights.ts";
import type { StepResult } from "../../executor.ts";
import type { TrainingState } from "../../training-state.ts";
import { createWasmExecutor } from "../wasm-executor.ts";
import type { WasmEngine } from "../wasm-runner.ts";

/** Results and final state of a training. */
export interface Trained {
  readonly description: string;
  readonly results: readonly StepResult[];
  readonly state: TrainingState;
}

/**
 * Hash of the state after `trainUnet` with exact kernels, whose bits are the same on every machine. Another
 * order of sums changes it.
 */
export const EXACT_HASH = "895de068fc2c0b508bd70aedaabde52646bb24b9622a3ba8e039227325e574a7";

/** SHA-256 of all arrays of a state in order, in hexadecimal. */
export async function hashOf({ weights, memory }: TrainingState): Promise<string> {
  const arrays = [weights, ...memory].flatMap((set) => Object.values(set));
  const values = Float32Array.from(arrays.flatMap(({ data }) => Array.from(data)));
  const hash = await crypto.subtle.digest("SHA-256", values);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A few steps of a small U-Net on a synthetic batch. */
export async function trainUnet(engine: WasmEngine): Promise<Trained> {
  const graph = unet({ F: 4, depth: 2 });
  const optimiser = { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 } as const;
  const weights = initialise(graph, 1);
  const executor = createWasmExecutor({ graph, loss: stageLoss("semantic"), optimiser, weights }, engine);
  const shape = [2, 32, 48, 1];
  const array = (value: (at: number) => number) => ({
    shape,
    data: Float32Array.from({ length: sizeOf(shape) }, (_, at) => value(at)),
  });
  const image = array((at) => (at % 17) - (at % 5));
  const mask = array((at) => Number(at % 3 > 0));
  const results: StepResult[] = [];
  for (let step = 0; step < 5; step++) results.push(await executor.step({ image }, { mask }, 1e-2));
  const state = await executor.readState();
  executor.dispose();
  return { description: executor.description, results, state };
}
