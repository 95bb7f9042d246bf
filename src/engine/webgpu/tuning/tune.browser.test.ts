import { beforeAll, describe, expect, it } from "vitest";
import { stageLoss } from "../../../core/losses/loss.ts";
import type { Graph } from "../../../nets/graph.ts";
import { GraphBuilder } from "../../../nets/graph-builder.ts";
import { initialise } from "../../../nets/initialise.ts";
import { lengthError } from "../../../nets/testing/reference-arrays.ts";
import type { Weights } from "../../../nets/weights.ts";
import { syntheticBatch } from "../../comparison/synthetic-batch.ts";
import type { WatchedDevice } from "../../device/webgpu-device.ts";
import type { ExecutorOptions } from "../../executor.ts";
import type { Choices } from "../../plan/choice.ts";
import { layOutParameters } from "../../plan/parameter-layout.ts";
import { tilingFor } from "../../plan/tiles.ts";
import { tunedTiling } from "../../plan/tuned-tiling.ts";
import { stageArrays } from "../../stage-arrays.ts";
import { PlanTimer } from "../runtime/plan-timer.ts";
import { sharedDevice } from "../testing/engine-under-test.ts";
import { WebgpuExecutor } from "../webgpu-executor.ts";
import { candidatesFor } from "./candidates.ts";
import { chooseTiles } from "./choose-tiles.ts";
import { LayerTrials } from "./layer-trials.ts";
import { layerClasses } from "./layers.ts";

const SIZE = { batch: 2, rows: 16, columns: 8 };
const RATE = 1e-2;
const TOLERANCE = 1e-4;
const HOUR = 3_600_000;

/**
 * A convolution of 3 x 3 with one vector of channels, which has few candidates, and some of 1 x 1 with two, which have
 * them all and compile quickly.
 */
function smallNet(): Graph {
  const builder = new GraphBuilder();
  const first = builder.convRelu("first", builder.input("image", 1), 1, 4);
  const wide = builder.convRelu("wide", builder.convRelu("second", first, 3, 4), 1, 8);
  builder.conv("last", wide, 1, 1);
  return builder.build("small network", "mask");
}

const graph = smallNet();
const options: ExecutorOptions = {
  graph,
  loss: stageLoss("semantic"),
  optimiser: { kind: "sgd", momentum: 0.9, nesterov: false, weightDecay: 0 },
  weights: initialise(graph, 1),
};
const { inputs, targets } = stageArrays(
  "semantic",
  syntheticBatch(SIZE.batch, SIZE.rows, SIZE.columns),
  null,
);

const flat = (weights: Weights) => Object.values(weights).flatMap(({ data }) => [...data]);

describe("tuning", () => {
  let watched: WatchedDevice;
  beforeAll(async () => {
    watched = await sharedDevice();
  });

  const network = () => ({
    graph,
    layout: layOutParameters(graph),
    tiling: tilingFor(watched.info),
    seed: 0,
  });

  async function threeSteps(choices: Choices) {
    const tiling = tunedTiling(tilingFor(watched.info), choices);
    const executor = new WebgpuExecutor(options, watched, undefined, tiling);
    const losses: number[] = [];
    for (let step = 0; step < 3; step++) losses.push((await executor.step(inputs, targets, RATE)).loss);
    const weights = flat(await executor.readWeights());
    executor.dispose();
    return { losses, weights };
  }

  it("chooses tiles with the same result, reproducibly", async () => {
    const layers: string[] = [];
    const watch = {
      signal: new AbortController().signal,
      onProgress: ({ layer }: { layer: string }) => layers.push(layer),
    };
    const chosen = await chooseTiles(network(), SIZE, options, watched, watch, HOUR);
    const classes = layerClasses(network(), SIZE, options);
    expect(layers).toEqual(classes.map(({ work: { layer, pass } }) => `${layer}, ${pass}`));
    expect(chosen.untried).toBe(0);
    // Forward and weight gradient of each convolution, input gradient of each but the first.
    const convolutions = graph.nodes.filter(({ kind }) => kind === "conv").length;
    expect(chosen.layers).toBe(3 * convolutions - 1);
    const shapes = classes.filter(({ shape }) => shape in chosen.choices);
    expect(shapes.reduce((sum, { layers }) => sum + layers, 0)).toBe(chosen.changed);

    const [table, tuned, again] = [
      await threeSteps({}),
      await threeSteps(chosen.choices),
      await threeSteps(chosen.choices),
    ];
    expect(again).toEqual(tuned);
    expect(lengthError(tuned.weights, table.weights)).toBeLessThan(TOLERANCE);
  });

  it("gives the same result with any candidate for all layers", async () => {
    const table = await threeSteps({});
    const classes = layerClasses(network(), SIZE, options);
    for (const kind of ["splitK", "shared"]) {
      const choices = Object.fromEntries(
        classes.flatMap(({ shape, work }) => {
          const choice = candidatesFor(work).findLast((candidate) => candidate.kind === kind);
          return choice ? [[shape, choice]] : [];
        }),
      );
      expect(Object.keys(choices).length).toBeGreaterThan(0);
      const { weights } = await threeSteps(choices);
      expect(lengthError(weights, table.weights)).toBeLessThan(TOLERANCE);
    }
  });

  it("starts no layer after its time limit", async () => {
    const watch = { signal: new AbortController().signal, onProgress: () => {} };
    const { choices, changed, layers, untried } = await chooseTiles(
      network(),
      SIZE,
      options,
      watched,
      watch,
      0,
    );
    expect({ choices, changed }).toEqual({ choices: {}, changed: 0 });
    expect(untried).toBe(layers);
  });

  it("ends when it is cancelled, and leaves no buffer behind", async () => {
    const controller = new AbortController();
    const create = watched.device.createBuffer;
    let held = 0;
    watched.device.createBuffer = (descriptor) => {
      const buffer = create.call(watched.device, descriptor);
      const destroy = buffer.destroy;
      held += 1;
      buffer.destroy = () => {
        held -= 1;
        destroy.call(buffer);
      };
      return buffer;
    };
    const watch = {
      signal: controller.signal,
      onProgress: ({ done }: { done: number }) => {
        if (done === 1) controller.abort(new Error("enough"));
      },
    };
    const tuning = chooseTiles(network(), SIZE, options, watched, watch, HOUR);
    await expect(tuning).rejects.toThrow("enough");
    watched.device.createBuffer = create;
    expect(held).toBe(0);
  });

  it("works without timestamp queries", async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const device = await adapter!.requestDevice();
    expect(device.features.has("timestamp-query")).toBe(false);
    const plain: WatchedDevice = {
      device,
      info: watched.info,
      guard: (work) => work,
      submit: (commands) => device.queue.submit([commands]),
      allocate: async (make) => make(),
    };
    const timer = new PlanTimer(plain);
    const [{ work, choice }] = layerClasses(network(), SIZE, options);
    const trials = new LayerTrials(plain, timer, work);
    expect(await trials.time(choice, Number.POSITIVE_INFINITY)).toBeGreaterThan(0);
    trials.dispose();
    timer.dispose();
    device.destroy();
  });

  it("rejects a candidate that gives another result or does not run", async () => {
    const timer = new PlanTimer(watched);
    const [{ work, choice }] = layerClasses(network(), SIZE, options);
    const trials = new LayerTrials(watched, timer, work);
    expect(await trials.time(choice, Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(0);
    // Surplus vectors are never computed.
    expect(await trials.time({ kind: "direct", pixels: 4, vectors: 3 }, Number.POSITIVE_INFINITY)).toBeNull();
    expect(
      await trials.time({ kind: "shared", pixels: 16, vectors: 4 }, Number.POSITIVE_INFINITY),
    ).toBeNull();
    expect(await trials.time(choice, Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(0);
    trials.dispose();
    timer.dispose();
  });
});
