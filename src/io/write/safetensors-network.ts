import type { Graph } from "../../nets/graph.ts";
import { parametersOf } from "../../nets/parameters.ts";
import { inPytorchOrder } from "../../nets/pytorch-order.ts";
import { type Weights, weightsOf } from "../../nets/weights.ts";
import { writeSafetensors } from "./safetensors.ts";

/**
 * The weights of a network as a safetensors file with the names and axes of PyTorch: kernels `[out, in, row, column]`,
 * 32-bit floats.
 * @param metadata texts by name
 * @throws RangeError if a parameter is missing or has the wrong shape
 */
export function writeSafetensorsNetwork(
  graph: Graph,
  weights: Weights,
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const tensors = parametersOf(graph).map((parameter) => {
    const { shape, data } = inPytorchOrder(weightsOf(weights, parameter));
    return { name: parameter.name, type: "F32", shape, data } as const;
  });
  return writeSafetensors(tensors, () => metadata);
}
