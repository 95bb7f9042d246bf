import type { Loss } from "../../losses/loss.ts";
import type { MetricSums } from "../../metric-sums.ts";
import type { Dispatch } from "../ir/dispatch.ts";
import { VECTOR, type View } from "../ir/view.ts";
import { addVectors } from "../kernels/add-vectors.ts";
import { lossThreads } from "../kernels/loss-kernel.ts";
import {
  directionMetrics,
  energyMetrics,
  type MetricArguments,
  maskMetrics,
} from "../kernels/metric-sums.ts";
import type { PlanBuilder } from "./plan-builder.ts";
import { uploadTargets } from "./upload-targets.ts";

/** Targets that the sums are taken with, with the channels of each. */
const TARGETS: Readonly<Record<Loss["kind"], Readonly<Record<string, number>>>> = {
  mask: { mask: 1, inside: 1 },
  direction: { unit_vectors: 2, valid: 1, weight: 1 },
  energy: { level: 1, mask: 1, inside: 1 },
};

const KERNELS: Readonly<Record<Loss["kind"], (args: MetricArguments) => Dispatch>> = {
  mask: maskMetrics,
  direction: directionMetrics,
  energy: energyMetrics,
};

/** Names of the targets that the metrics of a loss read. */
export function metricTargetNames({ kind }: Loss): readonly string[] {
  return Object.keys(TARGETS[kind]);
}

/** Appends what is counted to judge `output`: the result `metrics`, one vector. */
export function lowerMetrics(builder: PlanBuilder, { kind }: Loss, output: View): void {
  const targets = uploadTargets(builder, TARGETS[kind], output);
  const length = lossThreads(output);
  const partial = builder.temporary("scratch", length);
  const total = builder.result("metrics", VECTOR);
  builder.dispatch("loss", "metrics", KERNELS[kind]({ output, targets, partial }));
  builder.dispatch("loss", "metrics", addVectors({ length, partial, total }));
}

/**
 * The sums from the result `metrics`; counts are exact up to 2^24 pixels, as f32 is.
 *
 * @param scale What `lossScale` gives: 1 over the summed weights of directions.
 */
export function metricSumsOf({ kind }: Loss, counts: ArrayLike<number>, scale: number): MetricSums {
  const [x, y, z, w] = Array.from({ length: VECTOR }, (_, lane) => counts[lane]);
  switch (kind) {
    case "mask":
      return { kind, both: x, either: y };
    case "direction":
      return { kind, weighted: x, weights: 1 / scale, pixels: y, above22: z, above45: w };
    case "energy":
      return { kind, right: x, pixels: y };
  }
}
