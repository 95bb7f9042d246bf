import type { Loss } from "../../../core/losses/loss.ts";
import type { OptimiserRecipe } from "../../../core/recipe/optimisers.ts";
import { OutOfMemoryError } from "../../device/device-error.ts";
import type { MemoryLimits } from "../../device/memory-limits.ts";
import {
  compileEvaluation,
  compilePart,
  compilePrediction,
  compileTraining,
  compileUpdate,
  type Network,
} from "./compile.ts";
import { compileLoss } from "./compile-loss.ts";
import { fits, largestBatch } from "./largest-batch.ts";
import type { BatchShape } from "./lowering.ts";
import type { Plan } from "./plan-builder.ts";
import { type MemoryNeed, memoryOf } from "./plan-memory.ts";
import { predictionTiles } from "./prediction-tiles.ts";

/** What a training does. */
export interface Training {
  readonly loss: Loss;
  readonly optimiser: OptimiserRecipe;
}

const wholeNeed = (network: Network, size: BatchShape, { loss, optimiser }: Training) =>
  memoryOf(network.layout, [compileTraining(network, size, loss, optimiser)]);

/** Plans of a step that takes `most` images at once. */
function partPlans(network: Network, size: BatchShape, { loss, optimiser }: Training, most: number): Plan[] {
  const left = size.batch % most;
  const sizes = [most, ...(left > 0 ? [left] : [])];
  return [
    ...sizes.map((batch) => compilePart(network, { ...size, batch }, loss)),
    compileUpdate(network, optimiser),
  ];
}

/**
 * Images of a batch that a training pass takes at once: all of them if they fit.
 * @throws OutOfMemoryError when not even one fits
 * Throws a RangeError when the network does not fit the size.
 */
export function imagesAtOnce(
  network: Network,
  size: BatchShape,
  training: Training,
  limits: MemoryLimits,
): number {
  if (fits(wholeNeed(network, size, training), limits)) return size.batch;
  const need = (batch: number) => memoryOf(network.layout, partPlans(network, size, training, batch));
  const most = largestBatch(need, limits, size.batch - 1);
  if (most > 0) return most;
  const { bytes, largest } = need(1);
  const megabytes = (value: number) => `${Math.ceil(value / 1e6)} MB`;
  throw new OutOfMemoryError(
    `One image of ${size.rows} x ${size.columns} px needs ${megabytes(bytes)} on the GPU, ${megabytes(largest)} of it in one buffer; ` +
      `${megabytes(limits.total)} and ${megabytes(limits.buffer)} are there. Use a smaller crop or a narrower network.`,
  );
}

/** The largest batch up to `most` that a training pass takes as a whole; 0 when not even one image fits. */
export function largestWholeBatch(
  network: Network,
  size: BatchShape,
  training: Training,
  limits: MemoryLimits,
  most: number,
): number {
  return largestBatch((batch) => wholeNeed(network, { ...size, batch }, training), limits, most);
}

/** Plans of an evaluation: of the whole image or, where that does not fit, of its largest tile and of the loss. */
function evaluationPlans(
  network: Network,
  size: BatchShape,
  { loss }: Training,
  limits: MemoryLimits,
): Plan[] {
  const whole = compileEvaluation(network, size, loss);
  if (fits(memoryOf(network.layout, [whole]), limits)) return [whole];
  return [predictionPlan(network, size, limits), compileLoss(network.graph, size, loss)];
}

/** Plan of a prediction: of the whole image or, where that does not fit, of its largest tile. */
function predictionPlan(network: Network, size: BatchShape, limits: MemoryLimits): Plan {
  const side = predictionTiles(network, size, limits)?.side ?? Number.POSITIVE_INFINITY;
  const [rows, columns] = [size.rows, size.columns].map((length) => Math.min(length, side));
  return compilePrediction(network, { ...size, rows, columns });
}

/**
 * Memory of a network that only predicts, images of these sizes in this order.
 * @throws OutOfMemoryError when an image does not fit even in tiles
 */
export function predictingMemory(
  network: Network,
  sizes: readonly BatchShape[],
  limits: MemoryLimits,
): MemoryNeed {
  return memoryOf(
    network.layout,
    sizes.map((size) => predictionPlan(network, size, limits)),
  );
}

/**
 * Memory of a whole training: its steps, and predictions and evaluations of these sizes beside them, the evaluations
 * first and in this order.
 * @throws OutOfMemoryError when an image does not fit even in tiles
 */
export function trainingMemory(
  network: Network,
  size: BatchShape,
  training: Training,
  atOnce: number,
  evaluated: readonly BatchShape[],
  predicted: readonly BatchShape[],
  limits: MemoryLimits,
): MemoryNeed {
  const step =
    atOnce < size.batch
      ? partPlans(network, size, training, atOnce)
      : [compileTraining(network, size, training.loss, training.optimiser)];
  return memoryOf(network.layout, [
    ...evaluated.flatMap((other) => evaluationPlans(network, other, training, limits)),
    ...step,
    ...predicted.map((other) => compilePrediction(network, other)),
  ]);
}
