import type { Graph } from "./graph.ts";
import { isTrained, parametersOf } from "./parameters.ts";
import { graphShapes } from "./shapes.ts";
import { sizeOf } from "./weights.ts";

/** Number of trained parameters; running averages are not counted. */
export function parameterCount(graph: Graph): number {
  return parametersOf(graph)
    .filter(isTrained)
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

/** Multiply-adds of the convolutions in one forward pass over one image of `rows` x `columns`. */
export function multiplyAdds(graph: Graph, rows: number, columns: number): number {
  const shapes = graphShapes(graph, rows, columns);
  return parametersOf(graph)
    .filter(({ role }) => role === "kernel")
    .reduce((sum, { node, shape }) => {
      const [nodeRows, nodeColumns] = shapes.get(node)!;
      return sum + nodeRows * nodeColumns * sizeOf(shape);
    }, 0);
}

/** Forward, input gradient and weight gradient of a convolution have the same cost. */
const PASSES = 3;

/**
 * Multiplications and additions of the convolutions in one training step. Includes the gradient for the
 * image, which is never computed.
 */
export function trainingFlops(
  graph: Graph,
  { batch, rows, columns }: { readonly batch: number; readonly rows: number; readonly columns: number },
): number {
  return 2 * PASSES * batch * multiplyAdds(graph, rows, columns);
}
