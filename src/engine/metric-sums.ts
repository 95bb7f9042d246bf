import type { Task } from "../core/losses/loss-spec.ts";
import { type AngleSums, sumAngles } from "../core/metrics/angle-error.ts";
import { countLevels, type LevelCounts, likeliestLevel } from "../core/metrics/level-accuracy.ts";
import { countOverlap, type OverlapCounts } from "../core/metrics/overlap.ts";
import { cellMask } from "../core/raster/cell-mask.ts";
import type { NumberArray } from "../nets/weights.ts";

/** What is counted over the pixels of a batch to judge an output: the metrics of validation follow from it. */
export type MetricSums =
  | ({ readonly task: "mask" } & OverlapCounts)
  | ({ readonly task: "direction" } & AngleSums)
  | ({ readonly task: "level" } & LevelCounts);

/** The sums of an output that is on the host. Reads the targets that its task is taught by, and `inside` but for directions. */
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
      // As in the loss, pixels that the gate leaves out have no direction to judge.
      return {
        task,
        ...sumAngles(output.data, target("unit_vectors"), target("valid"), target("weight")),
      };
    case "level": {
      const levels = likeliestLevel(output.data, output.shape[3]);
      return { task, ...countLevels(levels, target("level"), target("mask"), target("inside")) };
    }
  }
}
