import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import type { Graph } from "../../../nets/graph.ts";
import { parametersOf } from "../../../nets/parameters.ts";
import { fromPytorchOrder, pytorchShape } from "../../../nets/pytorch-order.ts";
import type { NumberArray, Weights } from "../../../nets/weights.ts";
import { numbersOf, readSafetensors } from "./safetensors.ts";

/** PyTorch's count of the batches that a normalisation has seen, which neither PyTorch nor the lab needs. */
const BATCH_COUNT = /\.num_batches_tracked$/;

/**
 * Reads the weights of `graph` from a safetensors file with the names and axes of PyTorch, as written by
 * `writeSafetensorsNetwork` or by `safetensors.torch.save_file` of a state dict.
 * @throws FileError naming the file if an array is missing, has another shape, belongs to no layer, or contains a value
 * that is not finite
 */
export function readSafetensorsNetwork(graph: Graph, file: string, bytes: Uint8Array): Weights {
  const { tensors } = readSafetensors(file, bytes);
  const parameters = parametersOf(graph);
  const known = new Set(parameters.map(({ name }) => name));
  const unknown = [...tensors.keys()].find((name) => !known.has(name) && !BATCH_COUNT.test(name));
  if (unknown !== undefined)
    throw new FileError(file, `The recipe's ${graph.title} has no ${unknown}, which is in the file.`);
  const arrays = parameters.map(({ name, shape }): [string, NumberArray] => {
    const expected = pytorchShape(shape);
    const belongs = `The recipe's ${graph.title} has ${name} of shape ${expected.join(" x ")}`;
    const tensor = tensors.get(name);
    if (!tensor) throw new FileError(file, `${belongs}, which is missing.`);
    if (tensor.shape.join() !== expected.join())
      throw new FileError(file, `${belongs}, but here it has the shape ${tensor.shape.join(" x ")}.`);
    return [name, fromPytorchOrder({ shape: expected, data: numbersOf(file, name, tensor) })];
  });
  return Object.fromEntries(arrays);
}
