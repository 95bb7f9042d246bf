import * as tf from "@tensorflow/tfjs-core";
import type { Graph } from "../../nets/graph.ts";
import type { NamedArrays } from "../executor.ts";
import { currentBackend } from "../tfjs/backend.ts";
import { deviceTensor } from "../tfjs/device-tensor.ts";
import { forward } from "../tfjs/forward.ts";
import type { WebgpuExecutor } from "../webgpu/webgpu-executor.ts";

/**
 * Error of a prediction by the compiled engine relative to tfjs, with the same weights on the same device:
 * the largest absolute difference divided by the largest magnitude. Weights and predictions never leave the
 * GPU.
 */
export async function compareWithTfjs(
  executor: WebgpuExecutor,
  graph: Graph,
  inputs: NamedArrays,
): Promise<number> {
  const output = await executor.predictOnDevice(inputs);
  const relativeError = tf.tidy(() => {
    const tensors = (entries: [string, tf.Tensor][]) => Object.fromEntries(entries);
    const weights = tensors(
      Object.entries(executor.weightsOnDevice()).map(([name, array]) => [name, deviceTensor(array)]),
    );
    const given = tensors(
      Object.entries(inputs).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape], "float32")]),
    );
    const expected = forward(graph, weights, given, { kind: "prediction" });
    const difference = tf.max(tf.abs(tf.sub(deviceTensor(output), expected)));
    return tf.div(difference, tf.max(tf.abs(expected)));
  });
  const [value] = await currentBackend().read(relativeError);
  relativeError.dispose();
  return value;
}
