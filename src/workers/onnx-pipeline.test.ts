import { beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../core/augment/random.ts";
import { mirrored } from "../core/augment/resample.ts";
import { stageLoss } from "../core/losses/loss.ts";
import { relativeError } from "../core/metrics/relative-error.ts";
import type { Executor } from "../engine/executor.ts";
import { NO_NETWORKS, predictField } from "../engine/prediction/predict-field.ts";
import { wasmUnderTest } from "../engine/wasm/testing/engine-under-test.ts";
import { type PipelineNetworks, writeOnnxPipeline } from "../io/write/onnx/onnx-pipeline.ts";
import { directionNet } from "../nets/direction-net.ts";
import type { Graph } from "../nets/graph.ts";
import { sharedNet } from "../nets/shared-net.ts";
import { randomWeights } from "../nets/testing/random-weights.ts";
import { TOLERANCE } from "../nets/testing/reference-arrays.ts";
import { unet } from "../nets/unet.ts";
import { watershedNet } from "../nets/watershed-net.ts";
import { runOnnx } from "./testing/run-onnx.ts";

/** Two images of odd sides, one of which is less than half of a stride. */
const [BATCH, ROWS, COLUMNS] = [2, 37, 7];
const [PADDED_ROWS, PADDED_COLUMNS] = [48, 16];

const random = createRandom(3, 0x70697065);
const image = Float32Array.from({ length: BATCH * ROWS * COLUMNS }, () => random.uniform(-0.1, 1.2));

/** One image of the batch, padded as for prediction. */
const paddedImage = (place: number) =>
  Float32Array.from({ length: PADDED_ROWS * PADDED_COLUMNS }, (_, at) => {
    const row = mirrored(Math.floor(at / PADDED_COLUMNS), ROWS);
    return image[(place * ROWS + row) * COLUMNS + mirrored(at % PADDED_COLUMNS, COLUMNS)];
  });

/** The pixels of one image within a padded plane. */
const unpadded = (plane: Float32Array, channels: number) =>
  Array.from({ length: ROWS }, (_, row) =>
    plane.slice(row * PADDED_COLUMNS * channels, (row * PADDED_COLUMNS + COLUMNS) * channels),
  ).flatMap((values) => [...values]);

const trained = (graph: Graph) => ({ graph, weights: randomWeights(graph, random) });
const PUBLISHED = {
  semantic: trained(unet({ F: 2, depth: 3 })),
  direction: trained(directionNet({ m: 1 / 32, head: "relu" })),
  energy: trained(watershedNet({ m: 1 / 32, dropout: 0.3 })),
};
const [SHARED, PLAIN] = ([2, 1] as const).map((channels) => ({
  shared: trained(sharedNet({ F: 2, depth: 4, channels })),
}));

const PIPELINES: Readonly<Record<string, PipelineNetworks>> = {
  "three networks": PUBLISHED,
  "a U-Net alone": { ...PUBLISHED, direction: null, energy: null },
  "one network, which sees the logarithm": SHARED,
  "one network, which does not": PLAIN,
};

describe("the pipeline as ONNX, run by onnxruntime", () => {
  const engine = wasmUnderTest();
  beforeAll(() => engine.start());

  it.each(Object.entries(PIPELINES))("%s: the fields are those of the lab", async (_, networks) => {
    const executors: Executor[] = [];
    const start = ({ graph, weights }: ReturnType<typeof trained>) => {
      const optimiser = { kind: "sgd", momentum: 0, nesterov: false, weightDecay: 0 } as const;
      const executor = engine.create({ graph, loss: stageLoss("semantic"), optimiser, weights });
      executors.push(executor);
      return executor;
    };
    const running =
      "shared" in networks
        ? { shared: { network: start(networks.shared), logChannel: networks === SHARED } }
        : {
            semantic: start(networks.semantic),
            direction: networks.direction && start(networks.direction),
            energy: networks.energy && start(networks.energy),
          };
    const found = await runOnnx(writeOnnxPipeline(networks), {
      image: { shape: [BATCH, ROWS, COLUMNS, 1], data: image },
    });
    const expected: Record<string, number[]> = {};
    const add = (name: string, plane: Float32Array | null, channels: number) => {
      if (plane) expected[name] = [...(expected[name] ?? []), ...unpadded(plane, channels)];
    };
    for (let place = 0; place < BATCH; place++) {
      const padded = paddedImage(place);
      const field = await predictField(
        {
          rows: PADDED_ROWS,
          columns: PADDED_COLUMNS,
          images: { semantic: padded, direction: padded, shared: padded },
          gate: null,
          truth: null,
        },
        { ...NO_NETWORKS, ...running },
        { testTimeAugmentation: false },
      );
      add("mask_probability", field.probability, 1);
      add("unit_vectors", field.unitVectors, 2);
      add("expected_level", field.expectedLevel, 1);
    }
    for (const executor of executors) executor.dispose();
    expect("Worker" in globalThis).toBe(false);
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    for (const [name, values] of Object.entries(expected))
      expect(relativeError(found[name].data, values), name).toBeLessThanOrEqual(TOLERANCE);
  });
});
