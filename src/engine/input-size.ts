import { expectShape } from "../nets/expect-shape.ts";
import { type Graph, inputNodes } from "../nets/graph.ts";
import type { NamedArrays } from "./executor.ts";

/**
 * Batch size and image size of the inputs: that of the first, which all others must have.
 * Throws a RangeError that names an input if it is missing, or if it has another shape, with both shapes.
 */
export function inputSize(
  graph: Graph,
  inputs: NamedArrays,
): { readonly batch: number; readonly rows: number; readonly columns: number } {
  const nodes = inputNodes(graph);
  const [batch, rows, columns] = inputs[nodes[0].name]?.shape ?? [];
  for (const { name, channels } of nodes) {
    const what = `the input ${name} of the ${graph.title}`;
    const input = inputs[name];
    if (!input) throw new RangeError(`${what} is missing`);
    if (input.shape.length !== 4) {
      throw new RangeError(
        `${what} has the shape [${input.shape.join(", ")}], but [batch, rows, columns, ${channels}] is needed`,
      );
    }
    expectShape(what, input, [batch, rows, columns, channels]);
  }
  return { batch, rows, columns };
}
