import { type Graph, type GraphNode, outputNode } from "./graph.ts";

/** A copy of the node in which source `from` is replaced by `to`. */
function reading(node: GraphNode, from: string, to: string): GraphNode {
  const renamed = (name: string) => (name === from ? to : name);
  switch (node.kind) {
    case "input":
      return node;
    case "concat":
      return { ...node, from: node.from.map(renamed) };
    case "multiply":
      return { ...node, from: [renamed(node.from[0]), renamed(node.from[1])] };
    default:
      return { ...node, from: renamed(node.from) };
  }
}

/**
 * Composes two networks: the second reads the output of the first as its input of that name, and common
 * inputs are shared. Parameters keep their names: the weights of the chain are the union of both.
 * Throws a RangeError when the second network has no such input, or when nodes of the same name differ.
 */
export function chain(first: Graph, second: Graph): Graph {
  if (!second.nodes.some(({ kind, name }) => kind === "input" && name === first.output)) {
    throw new RangeError(`${second.title} has no input ${first.output}`);
  }
  const known = new Map(first.nodes.map((node) => [node.name, node]));
  const added = second.nodes.filter((node) => {
    if (node.kind === "input" && node.name === first.output) return false;
    const twin = known.get(node.name);
    if (!twin) return true;
    if (node.kind === "input" && twin.kind === "input" && node.channels === twin.channels) return false;
    throw new RangeError(`both ${first.title} and ${second.title} have a node ${node.name}`);
  });
  const link = outputNode(first).name;
  return {
    title: `${first.title}, then ${second.title}`,
    nodes: [...first.nodes, ...added.map((node) => reading(node, first.output, link))],
    output: second.output,
  };
}
