import * as tf from "@tensorflow/tfjs-core";
import { type DropoutNode, type Graph, type GraphNode, NORM_EPSILON, outputNode } from "../../nets/graph.ts";
import { walkGraph } from "../../nets/walk-graph.ts";
import { type BatchStatistics, batchNormTraining } from "./batch-norm.ts";
import { upsampleBilinear, upsampleNearest } from "./upsample.ts";

/** Tensors by name. */
export type NamedTensors = Readonly<Record<string, tf.Tensor>>;

/** Receives the statistics of one batch normalisation in a training pass. */
export type KeepStatistics = (node: string, statistics: BatchStatistics) => void;

/** Applies dropout to a tensor. */
export type Drop = (node: DropoutNode, x: tf.Tensor4D) => tf.Tensor4D;

/** Prediction uses running averages. Training uses batch statistics, reports them, and applies dropout. */
export type Mode =
  | { readonly kind: "prediction" }
  | { readonly kind: "training"; readonly keep: KeepStatistics; readonly drop: Drop };

const POOL = 2;

function runNode(
  node: GraphNode,
  sources: readonly tf.Tensor4D[],
  parameters: NamedTensors,
  inputs: NamedTensors,
  mode: Mode,
): tf.Tensor4D {
  const [x, second] = sources;
  const parameter = <Kind extends tf.Tensor>(suffix: string) => parameters[`${node.name}.${suffix}`] as Kind;
  switch (node.kind) {
    case "input":
      return inputs[node.name] as tf.Tensor4D;
    case "conv": {
      const filter = parameter<tf.Tensor4D>("weight");
      if (!node.bias) return tf.conv2d(x, filter, 1, "same");
      const bias = parameter("bias");
      return tf.fused.conv2d({ x, filter, strides: 1, pad: "same", bias, activation: "linear" });
    }
    case "batchNorm": {
      const [weight, bias] = [parameter<tf.Tensor1D>("weight"), parameter<tf.Tensor1D>("bias")];
      if (mode.kind === "training") {
        return batchNormTraining(x, weight, bias, (statistics) => mode.keep(node.name, statistics));
      }
      const mean = parameter<tf.Tensor1D>("running_mean");
      return tf.batchNorm4d(x, mean, parameter<tf.Tensor1D>("running_var"), bias, weight, NORM_EPSILON);
    }
    case "relu":
      return tf.relu(x);
    case "maxPool":
      return tf.maxPool(x, POOL, POOL, "valid");
    case "avgPool":
      return tf.avgPool(x, POOL, POOL, "valid");
    case "upsample":
      return node.mode === "nearest" ? upsampleNearest(x, node.factor) : upsampleBilinear(x, node.factor);
    case "concat":
      return tf.concat([...sources], 3);
    case "multiply":
      return tf.mul(x, second);
    case "normalise": {
      const squaredLength = tf.sum(tf.square(x), 3, true);
      return tf.div(x, tf.sqrt(tf.maximum(squaredLength, node.floor)));
    }
    case "dropout":
      return mode.kind === "training" ? mode.drop(node, x) : x;
  }
}

/**
 * Runs a graph with tfjs operations and returns its output `[batch, row, column, channel]`. The enclosing
 * tf.tidy disposes of intermediate tensors.
 */
export function forward(
  graph: Graph,
  parameters: NamedTensors,
  inputs: NamedTensors,
  mode: Mode,
): tf.Tensor4D {
  const values = walkGraph<tf.Tensor4D>(graph, (node, sources) =>
    runNode(node, sources, parameters, inputs, mode),
  );
  return values.get(outputNode(graph).name)!;
}
