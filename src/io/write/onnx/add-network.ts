import { type Graph, NORM_EPSILON, sourcesOf } from "../../../nets/graph.ts";
import { parametersOf } from "../../../nets/parameters.ts";
import { inPytorchOrder } from "../../../nets/pytorch-order.ts";
import { type Weights, weightsOf } from "../../../nets/weights.ts";
import { type PredictionNode, withoutDropout } from "../../../nets/without-dropout.ts";
import type { OnnxBuilder } from "./onnx-builder.ts";

/** Axis of the channels in `[batch, channel, row, column]`. */
export const CHANNEL_AXIS = 1;

/** Windows of 2 x 2 px without overlap. */
const HALVING = { kernel_shape: [2, 2], strides: [2, 2] };

/** How sampling positions and values of the two kinds of upsampling are defined; see `UpsampleNode`. */
const RESIZING = {
  nearest: { mode: "nearest", coordinate_transformation_mode: "asymmetric", nearest_mode: "floor" },
  bilinear: { mode: "linear", coordinate_transformation_mode: "half_pixel" },
} as const;

/** Length of each pixel's vector, at least the root of `floor`. */
function lengthOf(builder: OnnxBuilder, name: string, vectors: string, floor: number): string {
  const square = builder.node(`${name}/square`, "Mul", [vectors, vectors]);
  const axes = builder.whole("constant/channel_axes", [CHANNEL_AXIS]);
  const sum = builder.node(`${name}/sum`, "ReduceSum", [square, axes], { keepdims: 1 });
  const floored = builder.node(`${name}/floored`, "Max", [
    sum,
    builder.scalar(`constant/squared_length_${floor}`, floor),
  ]);
  return builder.node(`${name}/length`, "Sqrt", [floored]);
}

function addNode(
  builder: OnnxBuilder,
  node: Exclude<PredictionNode, { kind: "input" }>,
  sources: readonly string[],
  name: string,
): string {
  const [x] = sources;
  switch (node.kind) {
    case "conv": {
      const pad = (node.size - 1) / 2;
      const parameters = node.bias ? [`${name}.weight`, `${name}.bias`] : [`${name}.weight`];
      return builder.node(name, "Conv", [x, ...parameters], {
        kernel_shape: [node.size, node.size],
        pads: [pad, pad, pad, pad],
      });
    }
    case "batchNorm": {
      const parameters = ["weight", "bias", "running_mean", "running_var"].map(
        (suffix) => `${name}.${suffix}`,
      );
      return builder.node(name, "BatchNormalization", [x, ...parameters], { epsilon: NORM_EPSILON });
    }
    case "relu":
      return builder.node(name, "Relu", [x]);
    case "maxPool":
      return builder.node(name, "MaxPool", [x], HALVING);
    case "avgPool":
      return builder.node(name, "AveragePool", [x], HALVING);
    case "upsample": {
      const { factor, mode } = node;
      const values = [1, 1, factor, factor];
      const scales = builder.constant(`constant/scales_${factor}`, { type: "float", shape: [4], values });
      return builder.node(name, "Resize", [x, "", scales], RESIZING[mode]);
    }
    case "concat":
      return builder.node(name, "Concat", sources, { axis: CHANNEL_AXIS });
    case "multiply":
      return builder.node(name, "Mul", sources);
    case "normalise":
      return builder.node(name, "Div", [x, lengthOf(builder, name, x, node.floor)]);
  }
}

/**
 * Adds a network in prediction mode, with its weights as constants of PyTorch's names and orders. Planes are `[batch,
 * channel, row, column]`.
 * @param inputs the names of the values that the network's inputs read
 * @param prefix of all names, to tell several networks of one graph apart
 * @returns the name of its output
 * @throws RangeError if a parameter is missing or has the wrong shape
 */
export function addNetwork(
  builder: OnnxBuilder,
  graph: Graph,
  weights: Weights,
  inputs: Readonly<Record<string, string>>,
  prefix = "",
): string {
  for (const parameter of parametersOf(graph)) {
    const { shape, data } = inPytorchOrder(weightsOf(weights, parameter));
    builder.constant(`${prefix}${parameter.name}`, { type: "float", shape, values: data });
  }
  const values = new Map<string, string>();
  let output = "";
  for (const node of withoutDropout(graph).nodes) {
    output =
      node.kind === "input"
        ? inputs[node.name]
        : addNode(
            builder,
            node,
            sourcesOf(node).map((source) => values.get(source)!),
            `${prefix}${node.name}`,
          );
    values.set(node.name, output);
  }
  return output;
}
