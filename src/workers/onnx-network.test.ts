import { beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../core/augment/random.ts";
import { stageLoss } from "../core/losses/loss.ts";
import { relativeError } from "../core/metrics/relative-error.ts";
import { randomGraph } from "../engine/testing/random-graph.ts";
import { wasmUnderTest } from "../engine/wasm/testing/engine-under-test.ts";
import { writeOnnxNetwork } from "../io/write/onnx/onnx-network.ts";
import { chain } from "../nets/chain.ts";
import { directionNet } from "../nets/direction-net.ts";
import { type Graph, inputNodes } from "../nets/graph.ts";
import { sharedNet } from "../nets/shared-net.ts";
import { randomWeights } from "../nets/testing/random-weights.ts";
import { TOLERANCE } from "../nets/testing/reference-arrays.ts";
import { unet } from "../nets/unet.ts";
import { watershedNet } from "../nets/watershed-net.ts";
import { type NumberArray, sizeOf } from "../nets/weights.ts";
import { runOnnx } from "./testing/run-onnx.ts";

const DIRECTION = directionNet({ m: 1 / 16 });
const ENERGY = watershedNet({ m: 1 / 16, dropout: 0.3 });

const NETWORKS: Readonly<Record<string, Graph>> = {
  "the U-Net": unet({ F: 4, depth: 3 }),
  "the Direction Net": DIRECTION,
  "the Direction Net with a ReLU head": directionNet({ m: 1 / 16, head: "relu" }),
  "the Watershed Net": ENERGY,
  "both in a chain": chain(DIRECTION, ENERGY),
  "the network with three heads": sharedNet({ F: 4, depth: 3, channels: 2 }),
  ...Object.fromEntries(
    Array.from({ length: 6 }, (_, seed) => [
      `random network ${seed}`,
      randomGraph(createRandom(seed, 0x6f6e6e78), 3, 14),
    ]),
  ),
};

/** An odd number of images, with sides of an odd number of strides. */
const [BATCH, ROWS, COLUMNS] = [3, 48, 80];

describe("a network as ONNX, run by onnxruntime", () => {
  const engine = wasmUnderTest();
  beforeAll(() => engine.start());

  it.each(Object.entries(NETWORKS))("%s gives the output of the lab's own engine", async (_, graph) => {
    const random = createRandom(7, graph.nodes.length);
    const weights = randomWeights(graph, random);
    const inputs = Object.fromEntries(
      inputNodes(graph).map(({ name, channels }): [string, NumberArray] => {
        const shape = [BATCH, ROWS, COLUMNS, channels];
        const value = name === "mask" ? () => Number(random.chance(0.6)) : () => random.normal();
        return [name, { shape, data: Float32Array.from({ length: sizeOf(shape) }, value) }];
      }),
    );
    const executor = engine.create({
      graph,
      loss: stageLoss("semantic"),
      optimiser: { kind: "sgd", momentum: 0, nesterov: false, weightDecay: 0 },
      weights,
    });
    const expected = await executor.predict(inputs);
    executor.dispose();
    const found = await runOnnx(writeOnnxNetwork(graph, weights), inputs);
    expect(Object.keys(found)).toEqual([graph.output]);
    expect(found[graph.output].shape).toEqual(expected.shape);
    expect(relativeError(found[graph.output].data, expected.data)).toBeLessThanOrEqual(TOLERANCE);
  });
});
