import { type Graph, inputNodes, outputNode } from "../../../nets/graph.ts";
import { graphChannels } from "../../../nets/shapes.ts";
import type { Weights } from "../../../nets/weights.ts";
import { addNetwork } from "./add-network.ts";
import { OnnxBuilder } from "./onnx-builder.ts";

/**
 * One network as an ONNX model of operator set 17. Inputs and output are `[batch, channel, row, column]`, named as in
 * the graph; any batch size, sides multiples of the network's stride.
 * @param metadata texts by name
 * @throws RangeError if a parameter is missing or has the wrong shape
 */
export function writeOnnxNetwork(
  graph: Graph,
  weights: Weights,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const builder = new OnnxBuilder();
  const inputs = inputNodes(graph).map(({ name, channels }) => [name, builder.input(name, channels)]);
  const output = addNetwork(builder, graph, weights, Object.fromEntries(inputs));
  builder.node(graph.output, "Identity", [output]);
  builder.output(graph.output, graphChannels(graph).get(outputNode(graph).name)!);
  return builder.encode(graph.title, metadata);
}
