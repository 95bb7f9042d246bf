import { loadGraphModel } from "@tensorflow/tfjs-converter";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-webgl";
import "@tensorflow/tfjs-backend-webgpu";
import { describe, expect, inject } from "vitest";
import { describeExportedModels, type RunModel } from "./exported-model-suite.ts";

const folder = inject("reference");

async function read(name: string): Promise<ArrayBuffer> {
  const response = await fetch(`/@fs${folder}/${name}`);
  if (!response.ok) throw new Error(`${name} could not be read from ${folder}`);
  return response.arrayBuffer();
}

const run: RunModel = async ({ model, weights }, inputs) => {
  const json = JSON.parse(model) as tf.io.ModelJSON;
  const specs = json.weightsManifest.flatMap((group) => group.weights);
  const load = () => tf.io.getModelArtifactsForJSON(json, async () => [specs, weights.buffer]);
  const loaded = await loadGraphModel({ load });
  const tensors = Object.entries(inputs).map(([name, { shape, data }]) => [
    name,
    tf.tensor(data, [...shape]),
  ]);
  const output = loaded.predict(Object.fromEntries(tensors)) as tf.Tensor;
  const data = (await output.data()) as Float32Array;
  loaded.dispose();
  return { shape: output.shape, data };
};

function runOn(backend: string): RunModel {
  return async (model, inputs) => {
    expect(await tf.setBackend(backend)).toBe(true);
    return run(model, inputs);
  };
}

describe.skipIf(!folder)("against the reference networks (skipped where ../shared is absent)", () => {
  describeExportedModels("webgpu", runOn("webgpu"), read);
  describeExportedModels("webgl", runOn("webgl"), read);
});
