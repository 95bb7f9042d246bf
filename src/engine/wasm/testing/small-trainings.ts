import { stageLoss } from "../../../core/losses/loss.ts";
import { directionNet } from "../../../nets/direction-net.ts";
import { initialise } from "../../../nets/initialise.ts";
import { unet } from "../../../nets/unet.ts";
import { type NumberArray, sizeOf } from "../../../nets/weights.ts";
import type { ExecutorOptions } from "../../executor.ts";
import { ADAM } from "../../testing/optimiser-suite.ts";

export const RATE = 1e-2;
export const SIZE = { batch: 5, rows: 16, columns: 32 };
const DIRECTION = directionNet({ m: 1 / 32 });
const UNET = unet({ F: 2, depth: 2 });

export const DIRECTION_OPTIONS: ExecutorOptions = {
  graph: DIRECTION,
  loss: stageLoss("direction"),
  optimiser: ADAM,
  weights: initialise(DIRECTION, 1),
};

export const SEMANTIC_OPTIONS: ExecutorOptions = {
  graph: UNET,
  loss: stageLoss("semantic"),
  optimiser: ADAM,
  weights: initialise(UNET, 1),
};

/** A batch of regular patterns for both: inputs `[batch, row, column, 1]` and targets. */
export function batchOf({ batch, rows, columns }: typeof SIZE) {
  const array = (channels: number, value: (at: number) => number): NumberArray => {
    const shape = [batch, rows, columns, channels];
    return { shape, data: Float32Array.from({ length: sizeOf(shape) }, (_, at) => value(at)) };
  };
  const mask = array(1, (at) => Number(Math.sin(at) > 0));
  const weight = array(1, (at) => 0.1 + (at % 7));
  const targets = { mask, inside: array(1, () => 1), unit_vectors: array(2, Math.cos), valid: mask, weight };
  return { inputs: { image: array(1, (at) => Math.sin(at * at)), mask }, targets };
}
