import { type DropoutNode, type Graph, type GraphNode, outputNode } from "./graph.ts";

/** A node that is active in prediction. */
export type PredictionNode = Exclude<GraphNode, DropoutNode>;

/** A network in prediction mode. */
export interface PredictionGraph extends Graph {
  readonly nodes: readonly PredictionNode[];
}

function rename<Node extends PredictionNode>(node: Node, nameOf: (name: string) => string): Node {
  if (node.kind === "input") return node;
  return { ...node, from: typeof node.from === "string" ? nameOf(node.from) : node.from.map(nameOf) };
}

/**
 * The same network for prediction. Nodes that read a dropout node read its source instead.
 * Throws a RangeError when the output itself is a dropout node.
 */
export function withoutDropout(graph: Graph): PredictionGraph {
  if (outputNode(graph).kind === "dropout") {
    throw new RangeError(`${graph.title} ends with a dropout, which would drop parts of the output`);
  }
  const sources = new Map<string, string>();
  const nameOf = (name: string) => sources.get(name) ?? name;
  const nodes: PredictionNode[] = [];
  for (const node of graph.nodes) {
    if (node.kind === "dropout") sources.set(node.name, nameOf(node.from));
    else nodes.push(rename(node, nameOf));
  }
  return { ...graph, nodes };
}
