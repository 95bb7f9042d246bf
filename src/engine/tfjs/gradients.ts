import * as tf from "@tensorflow/tfjs-core";
import type { Loss } from "../../core/losses/loss.ts";
import type { DropoutNode, Graph } from "../../nets/graph.ts";
import { type DropoutKey, dropoutNumbers } from "../dropout-mask.ts";
import type { BatchStatistics } from "./batch-norm.ts";
import { dropout } from "./dropout.ts";
import { forward, type NamedTensors } from "./forward.ts";
import { lossOf } from "./losses.ts";

/** Results of one training pass. The caller owns all tensors. */
export interface TrainingPass {
  readonly loss: tf.Scalar;
  /** Output of the network before the update, `[batch, row, column, channel]`. */
  readonly output: tf.Tensor4D;
  /** One per requested name, in the same order. */
  readonly gradients: readonly tf.Tensor[];
  /** By name of the batch normalisation node. */
  readonly statistics: ReadonlyMap<string, BatchStatistics>;
}

/**
 * Forward, loss and backward in training mode. `parameters` contains all parameters, `trained` lists the
 * names whose gradients are returned, and `draw` determines the dropout masks. Call it within tf.tidy, or
 * dispose of the result.
 */
export function trainingPass(
  graph: Graph,
  loss: Loss,
  parameters: NamedTensors,
  trained: readonly string[],
  inputs: NamedTensors,
  targets: NamedTensors,
  draw: Pick<DropoutKey, "pass" | "seed">,
): TrainingPass {
  const statistics = new Map<string, BatchStatistics>();
  const numbers = dropoutNumbers(graph.nodes);
  const kept: { output?: tf.Tensor4D } = {};
  const differentiated = tf.valueAndGrads((...values: tf.Tensor[]) => {
    const varied = Object.fromEntries(trained.map((name, index) => [name, values[index]]));
    const mode = {
      kind: "training",
      keep: (node: string, { mean, variance, pixels }: BatchStatistics) => {
        statistics.set(node, { mean: tf.keep(mean), variance: tf.keep(variance), pixels });
      },
      drop: ({ name, rate }: DropoutNode, x: tf.Tensor4D) =>
        dropout(x, rate, { ...draw, number: numbers.get(name)! }),
    } as const;
    kept.output = tf.keep(forward(graph, { ...parameters, ...varied }, inputs, mode));
    return lossOf(loss, kept.output, targets);
  });
  const { value, grads } = differentiated(trained.map((name) => parameters[name]));
  return { loss: value as tf.Scalar, output: kept.output!, gradients: grads, statistics };
}
