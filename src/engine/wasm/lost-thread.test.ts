import { expect, it } from "vitest";
import { stageLoss } from "../../core/losses/loss.ts";
import { initialise } from "../../nets/initialise.ts";
import { unet } from "../../nets/unet.ts";
import { syntheticBatch } from "../comparison/synthetic-batch.ts";
import { ThreadLostError } from "../device/device-error.ts";
import type { Executor, ExecutorOptions } from "../executor.ts";
import { stageArrays } from "../stage-arrays.ts";
import { ADAM } from "../testing/optimiser-suite.ts";
import { trainStage } from "../training/trainer.ts";
import { freshState } from "../training-state.ts";
import { engineInNode } from "./testing/engine-under-test.ts";
import { type KillableHelper, startKillable } from "./testing/killable-thread.ts";
import { createWasmExecutor } from "./wasm-executor.ts";

const STEPS = 60;
const graph = unet({ F: 2, depth: 2 });
const OPTIONS: ExecutorOptions = {
  graph,
  loss: stageLoss("semantic"),
  optimiser: ADAM,
  weights: initialise(graph, 1),
};
const batch = syntheticBatch(2, 32, 32);

/** Trains with two threads and kills one after the given steps; null for after each step. */
async function train(killedAfter: readonly number[] | null) {
  const engine = await engineInNode(2);
  const helpers: KillableHelper[] = [];
  const executors: Executor[] = [];
  const start = () => {
    const executor = createWasmExecutor(OPTIONS, {
      ...engine,
      startHelper(start) {
        const helper = startKillable(start);
        helpers.push(helper);
        return helper;
      },
    });
    executors.push(executor);
    return executor;
  };
  const losses: number[] = [];
  const resumed: number[] = [];
  const toKill = [...(killedAfter ?? [])];
  const training = trainStage({
    stage: "semantic",
    executor: start(),
    start: freshState(OPTIONS.weights),
    steps: STEPS,
    learningRateAt: () => 1e-3,
    epochsAfter: (step) => (step + 1) / 20,
    batchAt: async () => batch,
    prepare: async (batch) => stageArrays("semantic", batch, null),
    validate: async () => null,
    mayRunAhead: () => true,
    async replaceExecutor(state) {
      executors.at(-1)?.dispose();
      const executor = start();
      executor.writeState(state);
      return executor;
    },
  });
  const follow = async () => {
    for await (const event of training) {
      if (event.kind === "resume") resumed.push(event.step);
      if (event.kind !== "step") continue;
      losses[event.step - 1] = event.loss;
      if (killedAfter && event.step !== toKill[0]) continue;
      toKill.shift();
      helpers.at(-1)?.killAfter(0);
      await helpers.at(-1)?.ended;
    }
  };
  const error: unknown = await follow().then(
    () => null,
    (error: unknown) => error,
  );
  const { weights, steps } = await executors[executors.length - 1].readState();
  executors.at(-1)?.dispose();
  await Promise.all(helpers.map(({ ended }) => ended));
  return { losses, resumed, error, weights, steps };
}

it("a training continues with new threads and bit-identical results", async () => {
  const undisturbed = await train([]);
  const disturbed = await train([10, 40]);
  expect(disturbed.resumed).toEqual([0, 25]);
  expect({ ...disturbed, resumed: [] }).toEqual(undisturbed);
  expect(undisturbed).toMatchObject({ error: null, steps: STEPS });
});

it("a training with repeated thread losses ends with a message and the weights of its last step", async () => {
  const { losses, resumed, error, weights, steps } = await train(null);
  expect(error).toBeInstanceOf(ThreadLostError);
  expect(error).toHaveProperty("message", expect.stringContaining("The weights trained so far are kept"));
  expect(resumed).toEqual([0, 0, 0]);
  const alone = createWasmExecutor(OPTIONS, await engineInNode(1));
  const { inputs, targets } = stageArrays("semantic", batch, null);
  for (let step = 0; step < steps; step++) {
    const { loss } = await alone.step(inputs, targets, 1e-3);
    // A step begun ahead may have been done without being reported.
    if (step < losses.length) expect(loss).toBe(losses[step]);
  }
  expect(steps).toBeGreaterThan(0);
  expect(await alone.readWeights()).toEqual(weights);
  alone.dispose();
});
