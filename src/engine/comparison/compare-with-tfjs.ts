import * as tf from "@tensorflow/tfjs-core";
import type { Graph } from "../../nets/graph.ts";
import type { NumberArray } from "../../nets/weights.ts";
import type { DeviceArray } from "../device/device-array.ts";
import type { Executor, NamedArrays } from "../executor.ts";
import { currentBackend } from "../tfjs/backend.ts";
import { deviceTensor } from "../tfjs/device-tensor.ts";
import { forward } from "../tfjs/forward.ts";
import { WebgpuExecutor } from "../webgpu/webgpu-executor.ts";

/** Where tfjs shares the GPU of the executor, weights and output never leave it. */
async function resultsOf(executor: Executor, inputs: NamedArrays) {
  if (executor instanceof WebgpuExecutor && currentBackend().device) {
    return { output: await executor.predictOnDevice(inputs), weights: executor.weightsOnDevice() };
  }
  return { output: await executor.predict(inputs), weights: await executor.readWeights() };
}

function tensorOf(array: DeviceArray | NumberArray): tf.Tensor {
  if ("buffer" in array) return deviceTensor(array);
  return tf.tensor(array.data, [...array.shape], "float32");
}

const tensorsOf = (arrays: Readonly<Record<string, DeviceArray | NumberArray>>) =>
  Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, tensorOf(array)]));

/**
 * Error of a prediction by a compiled engine relative to the current backend of tfjs, with the same weights: the
 * largest absolute difference divided by the largest magnitude.
 */
export async function compareWithTfjs(
  executor: Executor,
  graph: Graph,
  inputs: NamedArrays,
): Promise<number> {
  const { output, weights } = await resultsOf(executor, inputs);
  const relativeError = tf.tidy(() => {
    const expected = forward(graph, tensorsOf(weights), tensorsOf(inputs), { kind: "prediction" });
    const difference = tf.max(tf.abs(tf.sub(tensorOf(output), expected)));
    return tf.div(difference, tf.max(tf.abs(expected)));
  });
  const [value] = await currentBackend().read(relativeError);
  relativeError.dispose();
  return value;
}
