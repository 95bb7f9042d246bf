import { type Graph, type GraphNode, sourcesOf } from "./graph.ts";

/**
 * Visits the nodes in order with the values of their sources; returns all values by node name.
 * Throws a RangeError when a source does not precede the node that reads it.
 */
export function walkGraph<Value>(
  graph: Graph,
  visit: (node: GraphNode, sources: readonly Value[]) => Value,
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const node of graph.nodes) {
    const sources = sourcesOf(node).map((name) => {
      const value = values.get(name);
      if (value === undefined)
        throw new RangeError(`${node.name} reads ${name}, which does not come before it`);
      return value;
    });
    values.set(node.name, visit(node, sources));
  }
  return values;
}
