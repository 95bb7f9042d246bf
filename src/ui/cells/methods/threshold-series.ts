import type { Evaluation, JudgedScore } from "../../../core/instances/evaluation.ts";
import { INSTANCE_METHODS, type InstanceChoice, type Method } from "../../../core/instances/parameters.ts";
import { KAGGLE_PERCENTS } from "../../../core/metrics/instance-score.ts";
import type { ComparedMethod } from "../../../state/cells.ts";

/** What a line of the plot is of: all images in scope, the shown one, the connected components of the mask, or a method compared with. */
export type ThresholdRole = "set" | "shown" | "pieces" | Method;

/** The score over the IoU thresholds. */
export interface ThresholdSeries {
  readonly role: ThresholdRole;
  readonly name: string;
  /** TP / (TP + FP + FN) at each of `THRESHOLDS`, 0..1. */
  readonly values: readonly number[];
}

/** IoU thresholds of the plot, .50 to .95. */
export const THRESHOLDS: readonly number[] = KAGGLE_PERCENTS.map((percent) => percent / 100);

/** What is known of the set and the shown image. */
export interface ThresholdSource {
  readonly choice: InstanceChoice | null;
  readonly evaluation: Evaluation | null;
  readonly shown: JudgedScore | null;
  readonly compared: readonly ComparedMethod[];
}

/** The lines of the plot; a method compared with is left out where the set's own line is of it. */
export function thresholdSeries({ choice, evaluation, shown, compared }: ThresholdSource): ThresholdSeries[] {
  const series: ThresholdSeries[] = [];
  const own = evaluation ? choice?.method : undefined;
  if (evaluation && own) {
    series.push({
      role: "set",
      name: `Set, ${INSTANCE_METHODS[own].title.toLowerCase()}`,
      values: evaluation.kaggleAt,
    });
  }
  const pieces = evaluation?.pieces;
  if (pieces)
    series.push({ role: "pieces", name: "Set, components of the same mask", values: pieces.kaggleAt });
  if (shown) series.push({ role: "shown", name: "Shown image", values: shown.kaggleAt });
  for (const { choice: other, evaluation: of } of compared) {
    if (!of || other.method === own) continue;
    series.push({ role: other.method, name: INSTANCE_METHODS[other.method].title, values: of.kaggleAt });
  }
  return series;
}
