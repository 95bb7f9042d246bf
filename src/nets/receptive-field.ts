import { type Graph, type GraphNode, outputNode } from "./graph.ts";
import { walkGraph } from "./walk-graph.ts";

/**
 * Receptive field of the samples of a node: sample `i` depends on pixels `i * stride + first` to
 * `i * stride + last`.
 */
interface Reach {
  readonly stride: number;
  readonly first: number;
  readonly last: number;
}

function union(reaches: readonly Reach[]): Reach {
  const [{ stride }] = reaches;
  return {
    stride,
    first: Math.min(...reaches.map(({ first }) => first)),
    last: Math.max(...reaches.map(({ last }) => last)),
  };
}

function reachOf(node: GraphNode, sources: readonly Reach[]): Reach {
  if (node.kind === "input") return { stride: 1, first: 0, last: 0 };
  const { stride, first, last } = union(sources);
  switch (node.kind) {
    case "conv": {
      const radius = ((node.size - 1) / 2) * stride;
      return { stride, first: first - radius, last: last + radius };
    }
    case "maxPool":
    case "avgPool":
      return { stride: 2 * stride, first, last: last + stride };
    case "upsample": {
      const fine = stride / node.factor;
      // The nearest coarse sample starts up to factor - 1 fine samples earlier; bilinear reads one more on
      // either side.
      const beside = node.mode === "bilinear" ? stride : 0;
      return { stride: fine, first: first - (node.factor - 1) * fine - beside, last: last + beside };
    }
    default:
      return { stride, first, last };
  }
}

/**
 * Receptive radius: the largest distance, in px along rows or columns, at which the image affects the output
 * of a pixel.
 */
export function receptiveRadius(graph: Graph): number {
  const { first, last } = walkGraph<Reach>(graph, reachOf).get(outputNode(graph).name)!;
  return Math.max(-first, last);
}
