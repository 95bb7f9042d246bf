import { type Graph, inputNodes, outputNode } from "../../nets/graph.ts";
import { graphChannels } from "../../nets/shapes.ts";
import { sizeOf, type Weights } from "../../nets/weights.ts";
import { openShape } from "./graph-def.ts";
import { topologyOf } from "./tfjs-topology.ts";

/** Name of the file of weights, as referenced in `model.json`. */
export const WEIGHTS_FILE = "weights.bin";

/** The two files of a TensorFlow.js graph model. */
export interface TfjsModel {
  /** Text of `model.json`. */
  readonly model: string;
  /** Content of `weights.bin`: 4 bytes per value, little-endian, in the order of the manifest. */
  readonly weights: Uint8Array<ArrayBuffer>;
}

/** Version of GraphDef that defines these operations. */
const PRODUCER = 1395;
const BYTES_PER_VALUE = 4;

function tensorInfo(node: string, channels: number) {
  return { name: `${node}:0`, dtype: "DT_FLOAT", tensorShape: openShape(channels) };
}

/**
 * A network as a TensorFlow.js graph model for `loadGraphModel` of @tensorflow/tfjs-converter. Inputs are
 * named as in the graph and accept any batch size and any side lengths that are multiples of the network's
 * stride. Every parameter is a weight of its own name; the few constants of the operations follow.
 * @throws RangeError if a parameter is missing or has the wrong number of values
 */
export function writeTfjsModel(graph: Graph, weights: Weights): TfjsModel {
  const { nodes, parameters, constants } = topologyOf(graph);
  const channels = graphChannels(graph);
  const manifest = [
    ...parameters.map(({ name, shape }) => ({ name, shape, dtype: "float32" })),
    ...constants.map(({ name, shape, type }) => ({ name, shape, dtype: type })),
  ];
  const length = manifest.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const bytes = new Uint8Array(length * BYTES_PER_VALUE);
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const { name, shape } of parameters) {
    const data = weights[name]?.data;
    if (data?.length !== sizeOf(shape)) {
      throw new RangeError(`the weights have no ${name} of shape ${shape.join(" x ")}`);
    }
    for (const value of data) {
      view.setFloat32(offset, value, true);
      offset += BYTES_PER_VALUE;
    }
  }
  for (const { type, values } of constants) {
    for (const value of values) {
      if (type === "int32") view.setInt32(offset, value, true);
      else view.setFloat32(offset, value, true);
      offset += BYTES_PER_VALUE;
    }
  }

  const inputs = inputNodes(graph).map((input) => [input.name, tensorInfo(input.name, input.channels)]);
  const output = outputNode(graph).name;
  const model = {
    format: "graph-model",
    generatedBy: "Direction Lab",
    convertedBy: null,
    signature: {
      inputs: Object.fromEntries(inputs),
      outputs: { [graph.output]: tensorInfo(output, channels.get(output)!) },
    },
    modelTopology: { node: nodes, library: {}, versions: { producer: PRODUCER } },
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: manifest }],
  };
  return { model: JSON.stringify(model), weights: bytes };
}
