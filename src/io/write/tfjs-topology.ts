import { type Graph, NORM_EPSILON, sourcesOf } from "../../nets/graph.ts";
import { type Parameter, parametersOf } from "../../nets/parameters.ts";
import { type PredictionNode, withoutDropout } from "../../nets/without-dropout.ts";
import { type NodeDef, node } from "./graph-def.ts";

/** A scalar or short vector that the operations need besides the network's parameters. */
export interface Constant {
  readonly name: string;
  readonly type: "float32" | "int32";
  readonly values: readonly number[];
  readonly shape: readonly number[];
}

/** A network as TensorFlow operations. */
export interface Topology {
  readonly nodes: readonly NodeDef[];
  readonly parameters: readonly Parameter[];
  readonly constants: readonly Constant[];
}

/** Axes of `[batch, row, column, channel]`. */
const ROW_AXIS = 1;
const CHANNEL_AXIS = 3;

/** Collects constants without duplicates, named after their meaning. */
class Constants {
  readonly #all = new Map<string, Constant>();

  get all(): readonly Constant[] {
    return [...this.#all.values()];
  }

  vector(name: string, values: readonly number[]): string {
    return this.#add({ name: `constant/${name}`, type: "int32", values, shape: [values.length] });
  }

  scalar(name: string, type: "float32" | "int32", value: number): string {
    return this.#add({ name: `constant/${name}`, type, values: [value], shape: [] });
  }

  #add(constant: Constant): string {
    this.#all.set(constant.name, constant);
    return constant.name;
  }
}

/**
 * Upsampling of rows and columns of `x` by a factor; the size is computed from its shape, so that an image
 * may have any size.
 */
function enlarge(
  name: string,
  x: string,
  factor: number,
  mode: "nearest" | "bilinear",
  constants: Constants,
) {
  const begin = constants.vector("first_side", [ROW_AXIS]);
  const end = constants.vector("after_sides", [CHANNEL_AXIS]);
  const strides = constants.vector("every_side", [1]);
  const times = constants.vector(`factor_${factor}`, [factor, factor]);
  return [
    node.shape(`${name}/shape`, x),
    node.slice(`${name}/sides`, `${name}/shape`, begin, end, strides),
    node.multiplyIntegers(`${name}/size`, `${name}/sides`, times),
    node.resize(name, mode === "nearest" ? "ResizeNearestNeighbor" : "ResizeBilinear", x, `${name}/size`),
  ];
}

function operationsOf(graphNode: PredictionNode, constants: Constants): readonly NodeDef[] {
  const { name } = graphNode;
  const [x, second] = sourcesOf(graphNode);
  const parameter = (suffix: string) => `${name}.${suffix}`;
  switch (graphNode.kind) {
    case "input":
      return [node.placeholder(name, graphNode.channels)];
    case "conv":
      if (!graphNode.bias) return [node.conv(name, x, parameter("weight"))];
      return [
        node.conv(`${name}/product`, x, parameter("weight")),
        node.biasAdd(name, `${name}/product`, parameter("bias")),
      ];
    case "batchNorm": {
      const inputs = [x, ...["weight", "bias", "running_mean", "running_var"].map(parameter)];
      return [node.batchNorm(name, inputs, NORM_EPSILON)];
    }
    case "relu":
      return [node.elementwise(name, "Relu", x)];
    case "maxPool":
      return [node.pool(name, "MaxPool", x)];
    case "avgPool":
      return [node.pool(name, "AvgPool", x)];
    case "upsample":
      return enlarge(name, x, graphNode.factor, graphNode.mode, constants);
    case "concat":
      return [node.concat(name, graphNode.from, constants.scalar("channel_axis", "int32", CHANNEL_AXIS))];
    case "multiply":
      return [node.elementwise(name, "Mul", x, second)];
    case "normalise":
      return [
        node.elementwise(`${name}/square`, "Mul", x, x),
        node.sum(`${name}/sum`, `${name}/square`, constants.vector("channel_axes", [CHANNEL_AXIS])),
        node.elementwise(
          `${name}/floored`,
          "Maximum",
          `${name}/sum`,
          constants.scalar("smallest_squared_length", "float32", graphNode.floor),
        ),
        node.elementwise(`${name}/length`, "Sqrt", `${name}/floored`),
        node.elementwise(name, "RealDiv", x, `${name}/length`),
      ];
  }
}

/**
 * The TensorFlow operations of a network for prediction: batch normalisation uses the running averages, and
 * dropout is left out.
 */
export function topologyOf(graph: Graph): Topology {
  const constants = new Constants();
  const operations = withoutDropout(graph).nodes.flatMap((graphNode) => operationsOf(graphNode, constants));
  const parameters = parametersOf(graph);
  const values = [
    ...parameters.map(({ name }) => node.constant(name, "float32")),
    ...constants.all.map(({ name, type }) => node.constant(name, type)),
  ];
  return { nodes: [...values, ...operations], parameters, constants: constants.all };
}
