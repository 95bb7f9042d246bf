import type { Batch } from "../core/dataset/batch.ts";
import { AngleErrorSum } from "../core/metrics/angle-error.ts";
import { LevelAccuracySum, likeliestLevel } from "../core/metrics/level-accuracy.ts";
import { OverlapSum } from "../core/metrics/overlap.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import type { NumberArray } from "../nets/weights.ts";
import type { Executor, NamedArrays } from "./executor.ts";
import type { StageArrays } from "./stage-arrays.ts";

/** Numbers of one validation. Those that do not belong to the stage are absent. */
export interface Validation {
  /** Mean over the validation images of each image's loss. */
  readonly loss: number;
  /** Intersection over union of the mask at probability 0.5, pooled over the images. */
  readonly iou?: number;
  /** Root of the area-weighted mean squared angle, degrees. */
  readonly angleRmsDegrees?: number;
  readonly shareAbove22?: number;
  readonly shareAbove45?: number;
  /** Share of cell pixels with the right depth level. */
  readonly levelAccuracy?: number;
}

interface Reading {
  add(output: NumberArray, batch: Batch, targets: NamedArrays): void;
  result(): Omit<Validation, "loss">;
}

/** 1 where the logit says cell, i.e. where the probability is above one half. */
export function maskFromLogits(logits: Float32Array): Float32Array {
  return logits.map((logit) => (logit > 0 ? 1 : 0));
}

function readingOf(stage: Stage): Reading {
  switch (stage) {
    case "semantic": {
      const overlap = new OverlapSum();
      return {
        add: (output, batch) => overlap.add(maskFromLogits(output.data), batch.mask, batch.inside),
        result: () => ({ iou: overlap.iou() }),
      };
    }
    case "direction": {
      const errors = new AngleErrorSum();
      return {
        // As in the loss, pixels that the gate leaves out have no direction to judge.
        add: (output, batch, { valid }) =>
          errors.add(output.data, batch.unitVectors, valid.data, batch.weight),
        result: () => errors.result() ?? {},
      };
    }
    case "energy": {
      const levels = new LevelAccuracySum();
      return {
        add: (output, batch) => {
          const channels = output.shape[3];
          levels.add(likeliestLevel(output.data, channels), batch.level, batch.mask, batch.inside);
        },
        result: () => {
          const levelAccuracy = levels.accuracy();
          return levelAccuracy === null ? {} : { levelAccuracy };
        },
      };
    }
  }
}

/**
 * Validates one network on whole images, one at a time, with running averages and without any update.
 * Null when there is no validation image.
 */
export async function validate(
  stage: Stage,
  executor: Executor,
  batches: AsyncIterable<Batch>,
  prepare: (batch: Batch) => Promise<StageArrays>,
): Promise<Validation | null> {
  const reading = readingOf(stage);
  let losses = 0;
  let images = 0;
  for await (const batch of batches) {
    const { inputs, targets } = await prepare(batch);
    const { loss, output } = await executor.evaluate(inputs, targets);
    reading.add(output, batch, targets);
    losses += loss;
    images += 1;
  }
  return images === 0 ? null : { loss: losses / images, ...reading.result() };
}
