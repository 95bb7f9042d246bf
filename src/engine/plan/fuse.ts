import { type Graph, type GraphNode, sourcesOf } from "../../nets/graph.ts";

/** A node, fused with the ReLU that follows it if one kernel can compute both. */
export interface Step {
  readonly node: GraphNode;
  readonly relu: boolean;
  /** Name of the step's output: that of the fused ReLU, if there is one. */
  readonly output: string;
  readonly sources: readonly string[];
}

/** Readers of each node's values, by name. */
function readersOf(graph: Graph): ReadonlyMap<string, GraphNode[]> {
  const readers = new Map<string, GraphNode[]>(graph.nodes.map(({ name }) => [name, []]));
  for (const node of graph.nodes) for (const source of sourcesOf(node)) readers.get(source)!.push(node);
  return readers;
}

/**
 * The nodes in order. A ReLU is fused into a convolution or batch normalisation of which it is the only
 * reader.
 */
export function fuseRelus(graph: Graph): readonly Step[] {
  const readers = readersOf(graph);
  const fused = new Map<string, GraphNode>();
  for (const node of graph.nodes) {
    const [reader, ...others] = readers.get(node.name)!;
    const canFuse = node.kind === "conv" || node.kind === "batchNorm";
    if (canFuse && reader?.kind === "relu" && others.length === 0) fused.set(node.name, reader);
  }
  const absorbed = new Set([...fused.values()].map(({ name }) => name));
  return graph.nodes
    .filter(({ name }) => !absorbed.has(name))
    .map((node) => {
      const relu = fused.get(node.name);
      return { node, relu: relu !== undefined, output: relu?.name ?? node.name, sources: sourcesOf(node) };
    });
}
