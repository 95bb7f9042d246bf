import type { Graph, GraphNode } from "./graph.ts";
import { graphChannels } from "./shapes.ts";

/** Role of an array of weights; running averages are not trained. */
export type ParameterRole = "kernel" | "bias" | "scale" | "shift" | "runningMean" | "runningVariance";

/** One named array of a network. Kernels are `[row, column, in, out]`, all others `[channel]`. */
export interface Parameter {
  readonly name: string;
  readonly node: string;
  readonly role: ParameterRole;
  readonly shape: readonly number[];
}

function parametersOfNode(node: GraphNode, channels: ReadonlyMap<string, number>): readonly Parameter[] {
  if (node.kind === "conv") {
    const shape = [node.size, node.size, channels.get(node.from)!, node.filters];
    const kernel: Parameter = { name: `${node.name}.weight`, node: node.name, role: "kernel", shape };
    if (!node.bias) return [kernel];
    return [kernel, { name: `${node.name}.bias`, node: node.name, role: "bias", shape: [node.filters] }];
  }
  if (node.kind === "batchNorm") {
    const of = (suffix: string, role: ParameterRole): Parameter => ({
      name: `${node.name}.${suffix}`,
      node: node.name,
      role,
      shape: [channels.get(node.from)!],
    });
    return [
      of("weight", "scale"),
      of("bias", "shift"),
      of("running_mean", "runningMean"),
      of("running_var", "runningVariance"),
    ];
  }
  return [];
}

/** Parameters and running averages in the order of the graph, with PyTorch's names. */
export function parametersOf(graph: Graph): readonly Parameter[] {
  const channels = graphChannels(graph);
  return graph.nodes.flatMap((node) => parametersOfNode(node, channels));
}

/** Whether the optimiser updates the parameter. */
export function isTrained({ role }: Parameter): boolean {
  return role !== "runningMean" && role !== "runningVariance";
}
