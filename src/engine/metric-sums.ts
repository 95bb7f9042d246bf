import { type AngleSums, sumAngles } from "../core/metrics/angle-error.ts";
import { countLevels, type LevelCounts, likeliestLevel } from "../core/metrics/level-accuracy.ts";
import { countOverlap, type OverlapCounts } from "../core/metrics/overlap.ts";
import { cellMask } from "../core/raster/cell-mask.ts";
import type { Task } from "../core/recipe/task.ts";
import { splitShared } from "../nets/shared-output.ts";
import type { NumberArray } from "../nets/weights.ts";

/** Sums over the pixels of a batch from which the validation metrics are computed. */
export type MetricSums =
  | ({ readonly task: "mask" } & OverlapCounts)
  | ({ readonly task: "direction" } & AngleSums)
  | ({ readonly task: "level" } & LevelCounts)
  | {
      readonly task: "shared";
      readonly mask: OverlapCounts;
      readonly direction: AngleSums;
      readonly level: LevelCounts;
    };

/**
 * Metric sums of an output in host memory. Reads the targets of the task's loss and, except for directions,
 * `inside`.
 */
export function metricSums(
  task: Task,
  output: NumberArray,
  targets: Readonly<Record<string, NumberArray>>,
): MetricSums {
  const target = (name: string) => targets[name].data;
  switch (task) {
    case "mask":
      return { task, ...countOverlap(cellMask(output.data), target("mask"), target("inside")) };
    case "direction":
      // As in the loss, pixels outside the gate have no direction to score.
      return {
        task,
        ...sumAngles(output.data, target("unit_vectors"), target("valid"), target("weight")),
      };
    case "level": {
      const levels = likeliestLevel(output.data, output.shape[3]);
      return { task, ...countLevels(levels, target("level"), target("mask"), target("inside")) };
    }
    case "shared": {
      const { levels, vectors, mask } = splitShared(output);
      const level = likeliestLevel(levels.data, levels.shape[3]);
      return {
        task,
        mask: countOverlap(cellMask(mask.data), target("mask"), target("inside")),
        direction: sumAngles(vectors.data, target("unit_vectors"), target("valid"), target("weight")),
        level: countLevels(level, target("level"), target("mask"), target("inside")),
      };
    }
  }
}
