import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../core/augment/random.ts";
import { stageLoss } from "../../core/losses/loss.ts";
import { directionNet } from "../../nets/direction-net.ts";
import { initialise } from "../../nets/initialise.ts";
import { unet } from "../../nets/unet.ts";
import { watershedNet } from "../../nets/watershed-net.ts";
import type { NumberArray, Weights } from "../../nets/weights.ts";
import type { WatchedDevice } from "../device/webgpu-device.ts";
import { startBackend } from "../tfjs/backend.ts";
import { WebgpuExecutor } from "../webgpu/webgpu-executor.ts";
import { compareWithTfjs } from "./compare-with-tfjs.ts";

const [BATCH, ROWS, COLUMNS] = [2, 16, 32];
const OPTIMISER = { kind: "sgd", momentum: 0, nesterov: false, weightDecay: 0 } as const;
const TOLERANCE = 1e-4;

const random = createRandom(1, 2);

function array(channels: number): NumberArray {
  const data = Float32Array.from({ length: BATCH * ROWS * COLUMNS * channels }, () => random.normal());
  return { shape: [BATCH, ROWS, COLUMNS, channels], data };
}

/** Running averages start at 0 and 1. Distinct values reveal arrays that have been swapped. */
function perturbed(weights: Weights): Weights {
  return Object.fromEntries(
    Object.entries(weights).map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map((value) => value + random.uniform(0, 0.1)) },
    ]),
  );
}

describe("tfjs on the buffers of the compiled engine", () => {
  let watched: WatchedDevice;
  beforeAll(async () => {
    const { device } = await startBackend(["webgpu"]);
    if (!device) throw new Error("the browser of this test has no WebGPU adapter");
    watched = device;
  });

  const nets = [
    { graph: unet({ F: 3, depth: 2 }), stage: "semantic" },
    { graph: directionNet({ m: 1 / 32 }), stage: "direction" },
    { graph: watershedNet({ m: 1 / 32 }), stage: "energy" },
  ] as const;

  it.each(nets)("agrees: $graph.title", async ({ graph, stage }) => {
    const weights = perturbed(initialise(graph, 1));
    const options = { graph, weights, loss: stageLoss(stage), optimiser: OPTIMISER };
    const executor = new WebgpuExecutor(options, watched);
    const inputs = { image: array(1), mask: array(1), unit_vectors: array(2) };
    const before = tf.memory().numTensors;
    expect(await compareWithTfjs(executor, graph, inputs)).toBeLessThan(TOLERANCE);
    expect(tf.memory().numTensors).toBe(before);
    // The executor still owns the buffers.
    expect(await executor.readWeights()).toEqual(weights);
    executor.dispose();
  });

  it("detects different weights", async () => {
    const { graph, stage } = nets[0];
    const options = { graph, weights: initialise(graph, 1), loss: stageLoss(stage), optimiser: OPTIMISER };
    const executor = new WebgpuExecutor(options, watched);
    const other = Object.assign(executor, {
      weightsOnDevice: () =>
        new WebgpuExecutor({ ...options, weights: initialise(graph, 2) }, watched).weightsOnDevice(),
    });
    expect(await compareWithTfjs(other, graph, { image: array(1) })).toBeGreaterThan(TOLERANCE);
    executor.dispose();
  });
});
