import type { Graph } from "../../nets/graph.ts";
import { parametersOf } from "../../nets/parameters.ts";
import { graphShapes } from "../../nets/shapes.ts";
import { sizeOf } from "../../nets/weights.ts";
import type { KernelName } from "../plan/ir/kernel-names.ts";
import type { BatchShape } from "../plan/lowering.ts";
import type { PlannedDispatch } from "../plan/plan-builder.ts";

/** Kernels with the arithmetic of a convolution: forward, input gradient, weight gradient. */
const CONVOLUTIONS: ReadonlySet<KernelName> = new Set<KernelName>([
  "convolution",
  "convolution in parts",
  "shared convolution",
  "weight gradient",
  "Winograd convolution",
  "Winograd weight gradient",
]);

/**
 * Returns a function that counts the multiplications and additions of a dispatch as its definition has them: without
 * channel padding, and for transformed tiles more than are computed. Null for kernels other than convolutions.
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
