import * as tf from "@tensorflow/tfjs-core";
import { NORM_MOMENTUM } from "../../nets/graph.ts";
import type { Arena } from "./arena.ts";
import type { BatchStatistics } from "./batch-norm.ts";

/**
 * Running averages after one more training pass. `arena` and `statistics` are in the order of the graph, mean
 * then variance per batch normalisation:
 *
 *     running = (1 - NORM_MOMENTUM) running + NORM_MOMENTUM batch
 *
 * The running variance averages the unbiased variance: pixels / (pixels - 1) times the biased batch variance.
 */
export function moveRunningAverages(
  arena: Arena,
  running: tf.Tensor1D,
  statistics: ReadonlyMap<string, BatchStatistics>,
): tf.Tensor1D {
  const batch = arena.join(
    [...statistics.values()].flatMap(({ mean, variance, pixels }) => [
      mean,
      tf.mul(variance, pixels / Math.max(1, pixels - 1)),
    ]),
  );
  return tf.add(tf.mul(running, 1 - NORM_MOMENTUM), tf.mul(batch, NORM_MOMENTUM));
}
