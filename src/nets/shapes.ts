import type { Graph, GraphNode } from "./graph.ts";
import { walkGraph } from "./walk-graph.ts";

/** Rows, columns and channels of a node's values for one sample. */
export type Shape = readonly [rows: number, columns: number, channels: number];

function channelsOf(node: GraphNode, sources: readonly number[]): number {
  switch (node.kind) {
    case "input":
      return node.channels;
    case "conv":
      return node.filters;
    case "concat":
      return sources.reduce((sum, channels) => sum + channels, 0);
    case "multiply":
      if (sources[1] !== sources[0] && sources[1] !== 1) {
        throw new RangeError(`${node.name} multiplies ${sources[0]} channels by ${sources[1]}`);
      }
      return sources[0];
    default:
      return sources[0];
  }
}

/** Channels of every node, by name. Throws a RangeError when the nodes' channels do not match. */
export function graphChannels(graph: Graph): ReadonlyMap<string, number> {
  return walkGraph<number>(graph, channelsOf);
}

/** The largest downsampling factor of any node; side lengths must be multiples of it. */
export function strideOf(graph: Graph): number {
  const strides = walkGraph<number>(graph, (node, sources) => {
    const stride = Math.max(1, ...sources);
    if (node.kind === "maxPool" || node.kind === "avgPool") return stride * 2;
    return node.kind === "upsample" ? stride / node.factor : stride;
  });
  return Math.max(...strides.values());
}

/**
 * Shape of every node for an image of `rows` x `columns`, by name.
 * Throws a RangeError when a side is not a positive multiple of the network's stride.
 */
export function graphShapes(graph: Graph, rows: number, columns: number): ReadonlyMap<string, Shape> {
  const stride = strideOf(graph);
  for (const side of [rows, columns]) {
    if (side <= 0 || side % stride !== 0) {
      throw new RangeError(
        `${graph.title} needs sides that are multiples of ${stride}, but the image has ${rows} x ${columns} px`,
      );
    }
  }
  const channels = graphChannels(graph);
  return walkGraph<Shape>(graph, (node, sources) => {
    const [sourceRows, sourceColumns] = sources[0] ?? [rows, columns];
    const scale = node.kind === "upsample" ? node.factor : node.kind.endsWith("Pool") ? 1 / 2 : 1;
    return [sourceRows * scale, sourceColumns * scale, channels.get(node.name)!];
  });
}
