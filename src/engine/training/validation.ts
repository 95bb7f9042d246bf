import type { Batch, ValidationImage } from "../../core/dataset/sampling/batch.ts";
import { type Loss, stageLoss } from "../../core/losses/loss.ts";
import { AngleErrorSum, ZERO_OUTPUT_LOSS } from "../../core/metrics/angle-error.ts";
import { LevelAccuracySum } from "../../core/metrics/level-accuracy.ts";
import { OverlapSum } from "../../core/metrics/overlap.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import type { Task } from "../../core/recipe/task.ts";
import type { Validation } from "../../core/runs/validation.ts";
import type { Executor } from "../executor.ts";
import type { MetricSums } from "../metric-sums.ts";
import type { StageArrays } from "../stage-arrays.ts";
import type { CellCount } from "./count-cells.ts";

/** Accumulates the metric sums of the images. */
class Reading {
  readonly #overlap = new OverlapSum();
  readonly #angles = new AngleErrorSum();
  readonly #levels = new LevelAccuracySum();

  add(sums: MetricSums): void {
    switch (sums.task) {
      case "mask":
        this.#overlap.add(sums);
        break;
      case "direction":
        this.#angles.add(sums);
        break;
      case "level":
        this.#levels.add(sums);
        break;
      case "shared":
        this.#overlap.add(sums.mask);
        this.#angles.add(sums.direction);
        this.#levels.add(sums.level);
        break;
    }
  }

  /** Sum over the images of the summed loss of an output of zeros. */
  zeroOutputSum(): number {
    return ZERO_OUTPUT_LOSS * this.#angles.weights;
  }

  result(task: Task): Omit<Validation, "loss"> {
    switch (task) {
      case "shared":
        return { ...this.result("mask"), ...this.result("direction"), ...this.result("level") };
      case "mask":
        return { iou: this.#overlap.iou() };
      case "direction":
        return this.#angles.result() ?? {};
      case "level": {
        const levelAccuracy = this.#levels.accuracy();
        return levelAccuracy === null ? {} : { levelAccuracy };
      }
    }
  }
}

/**
 * Whether an image contributes to the validation loss. Without cells, the loss of a network that does not predict
 * the mask is 0, whatever its output. That of the others is 0 if all pixels are ignored.
 */
function hasLoss(task: Task, { labels }: ValidationImage): boolean {
  return labels.some((id) => (task === "mask" || task === "shared" ? id >= 0 : id > 0));
}

/**
 * Validates one network on the parts of the validation images, one at a time, with running averages and without an
 * update. `cells` scores the cells in the predictions. Null without parts or, except for the U-Net, without parts with
 * cells.
 */
export async function validate(
  stage: Stage,
  executor: Executor,
  batches: AsyncIterable<ValidationImage>,
  prepare: (batch: Batch) => Promise<StageArrays>,
  cells: CellCount | null = null,
  { task, weightedBy }: Pick<Loss, "task" | "weightedBy"> = stageLoss(stage),
): Promise<Validation | null> {
  const reading = new Reading();
  let losses = 0;
  let images = 0;
  for await (const batch of batches) {
    const { inputs, targets } = await prepare(batch);
    const readsOutput = cells?.readsEvaluation ?? false;
    const { loss, metrics, output } = await executor.evaluate(inputs, targets, { readsOutput });
    reading.add(metrics);
    await cells?.add(batch, executor, output && { inputs, output });
    if (!hasLoss(task, batch)) continue;
    losses += loss;
    images += 1;
  }
  if (images === 0) return null;
  const zero = weightedBy === "images" ? { zeroOutputLoss: reading.zeroOutputSum() / images } : {};
  return { loss: losses / images, ...zero, ...reading.result(task), ...cells?.scores() };
}
