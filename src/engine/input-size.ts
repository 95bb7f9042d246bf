import { type Graph, inputNodes } from "../nets/graph.ts";
import type { NamedArrays } from "./executor.ts";

/**
 * Batch size and image size of the inputs.
 * Throws a RangeError that names an input if it is missing or has the wrong number of channels, and a
 * RangeError if the sizes differ.
 */
export function inputSize(
  graph: Graph,
  inputs: NamedArrays,
): { readonly batch: number; readonly rows: number; readonly columns: number } {
  const sizes = inputNodes(graph).map(({ name, channels }) => {
    const shape = inputs[name]?.shape ?? [];
    if (shape.length !== 4 || shape[3] !== channels) {
      throw new RangeError(`${graph.title} needs an input ${name} of [batch, rows, columns, ${channels}]`);
    }
    return { batch: shape[0], rows: shape[1], columns: shape[2] };
  });
  const [first] = sizes;
  if (sizes.some((size) => String(Object.values(size)) !== String(Object.values(first)))) {
    throw new RangeError(`${graph.title} needs inputs of one size`);
  }
  return first;
}
