import { summedProduct } from "../../core/losses/loss-scale.ts";
import type { FieldQuantity, Task } from "../../core/recipe/task.ts";
import { LEVEL_CHANNELS, MASK_CHANNEL, VECTOR_CHANNEL } from "../../nets/shared-layout.ts";
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

const MEASURED: readonly FieldQuantity[] = ["mask", "direction", "level"];

/** Targets of the metric sums, with their numbers of channels. */
const TARGETS: Readonly<Record<FieldQuantity, Readonly<Record<string, number>>>> = {
  mask: { mask: 1, inside: 1 },
  direction: { unit_vectors: 2, valid: 1, weight: 1 },
  level: { level: 1, mask: 1, inside: 1 },
};

const KERNELS: Readonly<Record<FieldQuantity, (args: MetricArguments, lane: number) => Dispatch>> = {
  mask: maskMetrics,
  direction: directionMetrics,
  level: energyMetrics,
};

/** Targets that the metrics of a task read, with their numbers of channels. */
export function metricTargets(task: Task): Readonly<Record<string, number>> {
  return task === "shared" ? Object.assign({}, ...MEASURED.map((one) => TARGETS[one])) : TARGETS[task];
}

/** Where a quantity is in the output of the shared network: its whole vectors, and its first channel in them. */
function partOf(measured: FieldQuantity, output: View): { readonly view: View; readonly lane: number } {
  const from = (first: number, channels: number) => {
    const lane = first % VECTOR;
    const offset = output.offset + (first - lane) / VECTOR;
    return { view: { ...output, channels: lane + channels, offset }, lane };
  };
  switch (measured) {
    case "mask":
      return from(MASK_CHANNEL, 1);
    case "direction":
      return from(VECTOR_CHANNEL, 2);
    case "level":
      return from(0, LEVEL_CHANNELS);
  }
}

/** The results with the metric sums of a task, one vector each. */
export function metricResults(task: Task): readonly string[] {
  return task === "shared" ? MEASURED.map((one) => `metrics ${one}`) : ["metrics"];
}

/** Appends the metric sums of `output`: the results of `metricResults`. */
export function lowerMetrics(builder: PlanBuilder, task: Task, output: View): void {
  const append = (measured: FieldQuantity, view: View, lane: number, result: string) => {
    const targets = uploadTargets(builder, TARGETS[measured], view);
    const length = stridedThreads(view);
    const partial = builder.temporary("scratch", length);
    const total = builder.result(result, VECTOR);
    builder.dispatch("loss", "metrics", KERNELS[measured]({ output: view, targets, partial }, lane));
    builder.dispatch("loss", "metrics", addSums({ length, partial, total }));
  };
  const results = metricResults(task);
  if (task !== "shared") {
    append(task, output, 0, results[0]);
    return;
  }
  MEASURED.forEach((measured, place) => {
    const { view, lane } = partOf(measured, output);
    append(measured, view, lane, results[place]);
  });
}

function sumsOf<Task extends FieldQuantity>(
  task: Task,
  counts: ArrayLike<number>,
  target: (name: string) => Float32Array,
): Extract<MetricSums, { readonly task: Task }>;
function sumsOf(
  task: FieldQuantity,
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

/**
 * Metric sums from the results of `metricResults`; counts are in f32, exact up to 2^24 pixels.
 *
 * @param target A target by name, one value per pixel.
 */
export function metricSumsOf(
  task: Task,
  counts: readonly ArrayLike<number>[],
  target: (name: string) => Float32Array,
): MetricSums {
  if (task !== "shared") return sumsOf(task, counts[0], target);
  return {
    task,
    mask: sumsOf("mask", counts[0], target),
    direction: sumsOf("direction", counts[1], target),
    level: sumsOf("level", counts[2], target),
  };
}
