import type { Graph } from "../../../nets/graph.ts";
import { parametersOf } from "../../../nets/parameters.ts";
import { graphShapes } from "../../../nets/shapes.ts";
import { sizeOf } from "../../../nets/weights.ts";
import type { BatchShape } from "../plan/lowering.ts";
import type { PlannedDispatch } from "../plan/plan-builder.ts";

/** Kernels that do the arithmetic of a convolution: its values, its input's gradient, its weights' gradient. */
const CONVOLUTIONS = new Set([
  "convolution",
  "convolution in parts",
  "shared convolution",
  "weight gradient",
]);

/**
 * Says of a dispatch how many multiplications and additions it makes, those on the padding of channels not counted;
 * null for kernels other than convolutions.
 */
export function convolutionFlops(
  graph: Graph,
  { batch, rows, columns }: BatchShape,
): (dispatch: PlannedDispatch) => number | null {
  const shapes = graphShapes(graph, rows, columns);
  const flops = new Map<string, number>();
  for (const { role, node, shape } of parametersOf(graph)) {
    if (role !== "kernel") continue;
    const [nodeRows, nodeColumns] = shapes.get(node)!;
    flops.set(node, 2 * batch * nodeRows * nodeColumns * sizeOf(shape));
  }
  return ({ kernel, layer }) => (CONVOLUTIONS.has(kernel.name) ? (flops.get(layer) ?? null) : null);
}
