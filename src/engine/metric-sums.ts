import { type AngleSums, sumAngles } from "../core/metrics/angle-error.ts";
import { countLevels, type LevelCounts, likeliestLevel } from "../core/metrics/level-accuracy.ts";
import { countOverlap, type OverlapCounts } from "../core/metrics/overlap.ts";
import { cellMask } from "../core/raster/cell-mask.ts";
import type { NumberArray } from "../nets/weights.ts";
import type { Loss } from "./losses/loss.ts";

/** What is counted over the pixels of a batch to judge an output: the metrics of validation follow from it. */
export type MetricSums =
  | ({ readonly kind: "mask" } & OverlapCounts)
  | ({ readonly kind: "direction" } & AngleSums)
  | ({ readonly kind: "energy" } & LevelCounts);

/** The sums of an output that is on the host. Reads the targets of the loss, and `inside` but for directions. */
export function metricSums(
  kind: Loss["kind"],
  output: NumberArray,
  targets: Readonly<Record<string, NumberArray>>,
): MetricSums {
  const target = (name: string) => targets[name].data;
  switch (kind) {
    case "mask":
      return { kind, ...countOverlap(cellMask(output.data), target("mask"), target("inside")) };
    case "direction":
      // As in the loss, pixels that the gate leaves out have no direction to judge.
      return {
        kind,
        ...sumAngles(output.data, target("unit_vectors"), target("valid"), target("weight")),
      };
    case "energy": {
      const levels = likeliestLevel(output.data, output.shape[3]);
      return { kind, ...countLevels(levels, target("level"), target("mask"), target("inside")) };
    }
  }
}
