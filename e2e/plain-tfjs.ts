import "@tensorflow/tfjs-backend-cpu";
import { type GraphModel, loadGraphModel } from "@tensorflow/tfjs-converter";
import type { io } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { unzipSync } from "fflate";

/** Files of a weights archive by name. */
export type Archive = Record<string, Uint8Array>;

export function openArchive(bytes: Uint8Array): Archive {
  return unzipSync(bytes);
}

/** Loads one network of an archive with plain tfjs only. */
export async function loadNetwork(archive: Archive, stage: string): Promise<GraphModel> {
  const json: io.ModelJSON = JSON.parse(new TextDecoder().decode(archive[`${stage}/model.json`]));
  const [{ paths }] = json.weightsManifest;
  const parts = paths.map((path) => archive[`${stage}/${path}`]);
  const weightData = await new Blob(parts.map((part) => new Uint8Array(part))).arrayBuffer();
  const handler: io.IOHandler = {
    load: async () => ({
      ...json,
      modelTopology: json.modelTopology,
      weightSpecs: json.weightsManifest.flatMap(({ weights }) => weights),
      weightData,
    }),
  };
  return loadGraphModel(handler);
}

/** Output of a network for the inputs of one image, `[1, rows, columns, channels]` each. */
export function runNetwork(
  model: GraphModel,
  inputs: Record<string, { shape: [number, number, number, number]; data: number[] }>,
): Float32Array {
  return tf.tidy(() => {
    const tensors = Object.fromEntries(
      Object.entries(inputs).map(([name, { shape, data }]) => [name, tf.tensor4d(data, shape)]),
    );
    const output = model.predict(tensors);
    if (!(output instanceof tf.Tensor)) throw new Error("expected one output");
    return Float32Array.from(output.dataSync());
  });
}
