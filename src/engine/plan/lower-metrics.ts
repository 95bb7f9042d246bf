import { summedProduct } from "../../core/losses/loss-scale.ts";
import type { Task } from "../../core/recipe/task.ts";
import type { MetricSums } from "../metric-sums.ts";
import type { Dispatch } from "./ir/dispatch.ts";
import { stridedThreads } from "./ir/iteration.ts";
import { VECTOR, type View } from "./ir/view.ts";
import { addSums } from "./operations/add-sums.ts";
import {
  directionMetrics,
  energyMetrics,
  type MetricArguments,
  maskMetrics,
} from "./operations/metric-sums.ts";
import type { PlanBuilder } from "./plan-builder.ts";
import { uploadTargets } from "./upload-targets.ts";

/** Targets of the metric sums, with their numbers of channels. */
const TARGETS: Readonly<Record<Task, Readonly<Record<string, number>>>> = {
  mask: { mask: 1, inside: 1 },
  direction: { unit_vectors: 2, valid: 1, weight: 1 },
  level: { level: 1, mask: 1, inside: 1 },
};

const KERNELS: Readonly<Record<Task, (args: MetricArguments) => Dispatch>> = {
  mask: maskMetrics,
  direction: directionMetrics,
  level: energyMetrics,
};

/** Targets that the metrics of a task read, with their numbers of channels. */
export function metricTargets(task: Task): Readonly<Record<string, number>> {
  return TARGETS[task];
}

/** Appends the metric sums of `output`: the result `metrics`, one vector. */
export function lowerMetrics(builder: PlanBuilder, task: Task, output: View): void {
  const targets = uploadTargets(builder, TARGETS[task], output);
  const length = stridedThreads(output);
  const partial = builder.temporary("scratch", length);
  const total = builder.result("metrics", VECTOR);
  builder.dispatch("loss", "metrics", KERNELS[task]({ output, targets, partial }));
  builder.dispatch("loss", "metrics", addSums({ length, partial, total }));
}

/**
 * Metric sums from the result `metrics`; counts are in f32, exact up to 2^24 pixels.
 *
 * @param target A target by name, one value per pixel.
 */
export function metricSumsOf(
  task: Task,
  counts: ArrayLike<number>,
  target: (name: string) => Float32Array,
): MetricSums {
  const [x, y, z, w] = Array.from({ length: VECTOR }, (_, lane) => counts[lane]);
  switch (task) {
    case "mask":
      return { task, both: x, either: y };
    case "direction":
      return {
        task,
        weighted: x,
        weights: summedProduct(target("weight"), target("valid")),
        pixels: y,
        above22: z,
        above45: w,
      };
    case "level":
      return { task, right: x, pixels: y };
  }
}
