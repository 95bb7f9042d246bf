import * as tf from "@tensorflow/tfjs-core";
import type { Graph } from "../../nets/graph.ts";
import type { NamedArrays } from "../executor.ts";
import { currentBackend } from "../tfjs/backend.ts";
import { deviceTensor } from "../tfjs/device-tensor.ts";
import { forward } from "../tfjs/forward.ts";
import type { WebgpuExecutor } from "../webgpu/webgpu-executor.ts";

/**
 * How far a prediction of the compiled engine is from that of tfjs on the same device, by the same weights where they
 * lie: the largest difference, as a share of the largest magnitude. Weights and result never leave the GPU.
 */
export async function compareWithTfjs(
  executor: WebgpuExecutor,
  graph: Graph,
  inputs: NamedArrays,
): Promise<number> {
  const output = await executor.predictOnDevice(inputs);
  const share = tf.tidy(() => {
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
  const [value] = await currentBackend().read(share);
  share.dispose();
  return value;
}
