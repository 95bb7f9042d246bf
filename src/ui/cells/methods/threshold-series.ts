import type { Evaluation, JudgedScore } from "../../../core/instances/evaluation.ts";
import { INSTANCE_METHODS, type InstanceChoice, type Method } from "../../../core/instances/parameters.ts";
import { KAGGLE_PERCENTS } from "../../../core/metrics/instance-score.ts";
import type { ComparedMethod } from "../../../state/cells.ts";

/**
 * Subject of a line in the plot: all images in scope, the shown image, the connected components of the mask,
 * or a compared method.
 */
export type ThresholdRole = "set" | "shown" | "baseline" | Method;

/** Score over the IoU thresholds. */
export interface ThresholdSeries {
  readonly role: ThresholdRole;
  readonly name: string;
  /** TP / (TP + FP + FN) at each of `THRESHOLDS`, 0..1. */
  readonly values: readonly number[];
}

/** IoU thresholds of the plot, .50 to .95. */
export const THRESHOLDS: readonly number[] = KAGGLE_PERCENTS.map((percent) => percent / 100);

/** The results for the set and the shown image. */
export interface ThresholdSource {
  readonly choice: InstanceChoice | null;
  readonly evaluation: Evaluation | null;
  readonly shown: JudgedScore | null;
  readonly compared: readonly ComparedMethod[];
}

/** The lines of the plot. A compared method is omitted if it is the one of the set's own line. */
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
  const components = evaluation?.components;
  if (components)
    series.push({ role: "baseline", name: "Set, components of the same mask", values: components.kaggleAt });
  if (shown) series.push({ role: "shown", name: "Shown image", values: shown.kaggleAt });
  for (const { choice: other, evaluation: of } of compared) {
    if (!of || other.method === own) continue;
    series.push({ role: other.method, name: INSTANCE_METHODS[other.method].title, values: of.kaggleAt });
  }
  return series;
}
