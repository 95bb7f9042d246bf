import type { Loss } from "../../core/losses/loss.ts";
import type { OptimiserRecipe } from "../../core/recipe/optimisers.ts";
import { OutOfMemoryError } from "../device/device-error.ts";
import type { MemoryLimits } from "../device/memory-limits.ts";
import {
  compileEvaluation,
  compileMicroBatch,
  compilePrediction,
  compileTraining,
  compileUpdate,
  type Network,
} from "./compile.ts";
import { compileLoss } from "./compile-loss.ts";
import { fits, largestBatch } from "./largest-batch.ts";
import type { BatchShape } from "./lowering.ts";
import type { Plan } from "./plan-builder.ts";
import { type MemoryNeed, memoryOf, type WorkingBytes } from "./plan-memory.ts";
import { predictionTiles } from "./prediction-tiles.ts";

/** Loss and optimiser of a training. */
export interface Training {
  readonly loss: Loss;
  readonly optimiser: OptimiserRecipe;
}

const wholeBatchMemory = (network: Network, size: BatchShape, { loss, optimiser }: Training) =>
  memoryOf(network.layout, [compileTraining(network, size, loss, optimiser)]);

/** Plans of a step with micro-batches of `microBatch` images. */
function microBatchPlans(
  network: Network,
  size: BatchShape,
  { loss, optimiser }: Training,
  microBatch: number,
): Plan[] {
  const left = size.batch % microBatch;
  const sizes = [microBatch, ...(left > 0 ? [left] : [])];
  return [
    ...sizes.map((batch) => compileMicroBatch(network, { ...size, batch }, loss)),
    compileUpdate(network, optimiser),
  ];
}

/**
 * Micro-batch size of a training step: the whole batch if it fits.
 * @throws OutOfMemoryError when not even one image fits
 * Throws a RangeError when the network does not accept the size.
 */
export function imagesAtOnce(
  network: Network,
  size: BatchShape,
  training: Training,
  limits: MemoryLimits,
): number {
  if (fits(wholeBatchMemory(network, size, training), limits)) return size.batch;
  const need = (batch: number) => memoryOf(network.layout, microBatchPlans(network, size, training, batch));
  const microBatch = largestBatch(need, limits, size.batch - 1);
  if (microBatch > 0) return microBatch;
  const { bytes, largest } = need(1);
  const megabytes = (value: number) => `${Math.ceil(value / 1e6)} MB`;
  throw new OutOfMemoryError(
    `One image of ${size.rows} x ${size.columns} px needs ${megabytes(bytes)}, ${megabytes(largest)} of it in one buffer; ` +
      `${megabytes(limits.total)} and ${megabytes(limits.buffer)} are available. Use a smaller crop or a narrower network.`,
  );
}

/** The largest batch up to `max` that fits without micro-batches; 0 when not even one image fits. */
export function largestWholeBatch(
  network: Network,
  size: BatchShape,
  training: Training,
  limits: MemoryLimits,
  max: number,
): number {
  return largestBatch((batch) => wholeBatchMemory(network, { ...size, batch }, training), limits, max);
}

/**
 * Plans of an evaluation: for the whole image or, if that does not fit, for its largest tile and for the
 * loss.
 */
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

/** Plan of a prediction: for the whole image or, if that does not fit, for its largest tile. */
function predictionPlan(network: Network, size: BatchShape, limits: MemoryLimits): Plan {
  const side = predictionTiles(network, size, limits)?.side ?? Number.POSITIVE_INFINITY;
  const [rows, columns] = [size.rows, size.columns].map((length) => Math.min(length, side));
  return compilePrediction(network, { ...size, rows, columns });
}

/**
 * Memory of a network used only for prediction of images of these sizes, in this order.
 * @throws OutOfMemoryError when an image does not fit even in tiles
 */
export function predictingMemory(
  network: Network,
  sizes: readonly BatchShape[],
  limits: MemoryLimits,
  workingBytes?: WorkingBytes,
): MemoryNeed {
  const plans = sizes.map((size) => predictionPlan(network, size, limits));
  return memoryOf(network.layout, plans, workingBytes);
}

/**
 * Memory of a whole training: evaluations of these sizes, in this order, then training steps, then
 * predictions.
 * @throws OutOfMemoryError when an image does not fit even in tiles
 */
export function trainingMemory(
  network: Network,
  size: BatchShape,
  training: Training,
  microBatch: number,
  evaluated: readonly BatchShape[],
  predicted: readonly BatchShape[],
  limits: MemoryLimits,
  workingBytes?: WorkingBytes,
): MemoryNeed {
  const step =
    microBatch < size.batch
      ? microBatchPlans(network, size, training, microBatch)
      : [compileTraining(network, size, training.loss, training.optimiser)];
  const plans = [
    ...evaluated.flatMap((other) => evaluationPlans(network, other, training, limits)),
    ...step,
    ...predicted.map((other) => compilePrediction(network, other)),
  ];
  return memoryOf(network.layout, plans, workingBytes);
}
