import { loadGraphModel } from "@tensorflow/tfjs-converter";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { relativeError } from "../../../core/metrics/relative-error.ts";
import { directionNet } from "../../../nets/direction-net.ts";
import { type Graph, inputNodes } from "../../../nets/graph.ts";
import { sharedNet } from "../../../nets/shared-net.ts";
import { formulaWeights } from "../../../nets/testing/formula-weights.ts";
import {
  type ReadFile,
  type ReferenceArrays,
  readReferenceArrays,
  TOLERANCE,
} from "../../../nets/testing/reference-arrays.ts";
import { unet } from "../../../nets/unet.ts";
import { watershedNet } from "../../../nets/watershed-net.ts";
import type { NumberArray, Weights } from "../../../nets/weights.ts";
import { type TfjsModel, writeTfjsModel } from "../tfjs-model.ts";

/** Loads an exported model with plain TensorFlow.js and runs it on the current backend. */
async function runModel({ model, weights }: TfjsModel, inputs: Weights): Promise<NumberArray> {
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
}

const NETWORKS: Readonly<Record<string, (net: Readonly<Record<string, number>>) => Graph>> = {
  direction_net: ({ m }) => directionNet({ m }),
  watershed_net: ({ m }) => watershedNet({ m }),
  unet: ({ F, depth }) => unet({ F, depth }),
};

function exported(name: string, reference: ReferenceArrays) {
  const graph = NETWORKS[name](reference.meta.net as Record<string, number>);
  const weights = { ...reference.group("weight3"), ...reference.group("buffer_after_4_forward") };
  return { graph, model: writeTfjsModel(graph, weights) };
}

/**
 * Checks that exported networks, loaded with plain TensorFlow.js, match the output of the reference.
 * @param only Networks to run; fewer suffice for a backend that compiles slowly
 */
export function describeExportedModels(
  backend: string,
  read: ReadFile,
  only: readonly string[] = Object.keys(NETWORKS),
): void {
  describe(`exported models on ${backend}`, () => {
    beforeAll(async () => expect(await tf.setBackend(backend)).toBe(true));

    it.each(only)("%s gives the reference's output", async (name) => {
      const reference = await readReferenceArrays(read, name);
      const { graph, model } = exported(name, reference);
      const fields = reference.group("input");
      const inputs = Object.fromEntries(inputNodes(graph).map(({ name }) => [name, fields[name]]));
      const output = await runModel(model, inputs);
      expect(output.shape).toEqual(reference.arrays.output_eval.shape);
      expect(relativeError(output.data, reference.arrays.output_eval.data)).toBeLessThanOrEqual(TOLERANCE);
    });
  });
}

/** Checks that an exported network takes images of other sizes than those of the reference. */
export function describeExportedSizes(backend: string, read: ReadFile): void {
  describe(`sizes of exported models on ${backend}`, () => {
    beforeAll(async () => expect(await tf.setBackend(backend)).toBe(true));

    it("accepts an image of any size that the network can pool", async () => {
      const reference = await readReferenceArrays(read, "direction_net");
      const ones: NumberArray = { shape: [1, 16, 64, 1], data: new Float32Array(16 * 64).fill(1) };
      const { model } = exported("direction_net", reference);
      const output = await runModel(model, { image: ones, mask: ones });
      expect(output.shape).toEqual([1, 16, 64, 2]);
      for (let pixel = 0; pixel < 16 * 64; pixel++) {
        expect(Math.hypot(output.data[2 * pixel], output.data[2 * pixel + 1])).toBeCloseTo(1, 4);
      }
    });
  });
}

/** Checks that the exported network with three heads matches PyTorch's prediction. */
export function describeExportedSharedNet(backend: string, read: ReadFile): void {
  describe(`the exported network with three heads on ${backend}`, () => {
    beforeAll(async () => expect(await tf.setBackend(backend)).toBe(true));

    it("takes two channels and gives PyTorch's 19", async () => {
      const { arrays } = await readReferenceArrays(read, "shared_net");
      const { predicted } = arrays;
      const [, rows, columns] = predicted.shape;
      const graph = sharedNet({ F: 4, depth: 2, channels: 2 });
      const { shape, data } = arrays["input/image"];
      const [, , width, channels] = shape;
      const image = Float32Array.from({ length: rows * columns * channels }, (_, at) => {
        const row = Math.floor(at / (columns * channels));
        return data[row * width * channels + (at % (columns * channels))];
      });
      const model = writeTfjsModel(
        graph,
        formulaWeights(graph, () => 0.05),
      );
      const output = await runModel(model, { image: { shape: [1, rows, columns, channels], data: image } });
      expect(output.shape).toEqual(predicted.shape);
      expect(relativeError(output.data, predicted.data)).toBeLessThanOrEqual(TOLERANCE);
    });
  });
}
