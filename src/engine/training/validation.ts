import type { Batch, ValidationImage } from "../../core/dataset/sampling/batch.ts";
import { stageLoss } from "../../core/losses/loss.ts";
import type { Task } from "../../core/losses/loss-spec.ts";
import { AngleErrorSum } from "../../core/metrics/angle-error.ts";
import { LevelAccuracySum } from "../../core/metrics/level-accuracy.ts";
import { OverlapSum } from "../../core/metrics/overlap.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import type { Executor } from "../executor.ts";
import type { MetricSums } from "../metric-sums.ts";
import type { StageArrays } from "../stage-arrays.ts";
import type { CellCount, CellScores } from "./count-cells.ts";

/** Numbers of one validation. Those that do not belong to the stage are absent, those of cells where none were counted. */
export interface Validation extends Partial<CellScores> {
  /** Mean over the validation images of each image's loss; but for the U-Net, over those with cells. */
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

/** Collects the counts of each image into the metrics of a validation. */
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
    }
  }

  result(task: Task): Omit<Validation, "loss"> {
    switch (task) {
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
 * Whether an image tells how well a network has learnt. Of one without cells only the U-Net is taught anything; the loss
 * of the other networks is 0 there, whatever they say. So is that of the U-Net where every pixel is ignored.
 */
function hasLoss(task: Task, { labels }: ValidationImage): boolean {
  return labels.some((id) => (task === "mask" ? id >= 0 : id > 0));
}

/**
 * Validates one network on whole images, one at a time, with running averages and without any update.
 * Null when there is no validation image, or none with cells for a network that learns from those only. `cells` counts the cells in what the network predicts of each.
 */
export async function validate(
  stage: Stage,
  executor: Executor,
  batches: AsyncIterable<ValidationImage>,
  prepare: (batch: Batch) => Promise<StageArrays>,
  cells: CellCount | null = null,
): Promise<Validation | null> {
  const { task } = stageLoss(stage);
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
  return images === 0 ? null : { loss: losses / images, ...reading.result(task), ...cells?.scores() };
}
