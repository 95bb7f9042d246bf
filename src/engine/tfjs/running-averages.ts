import * as tf from "@tensorflow/tfjs-core";
import { NORM_MOMENTUM } from "../../nets/graph.ts";
import type { Arena } from "./arena.ts";
import type { BatchStatistics } from "./batch-norm.ts";

/**
 * Running averages after one more training pass. They lie in `arena` in the order of the graph, mean and variance of
 * each batch normalisation one after the other, as do `statistics`:
 *
 *     running = (1 - NORM_MOMENTUM) running + NORM_MOMENTUM batch
 *
 * The variance that is averaged is the unbiased one: pixels / (pixels - 1) times the batch's.
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
