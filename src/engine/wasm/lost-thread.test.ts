import { expect, it } from "vitest";
import { stageLoss } from "../../core/losses/loss.ts";
import { initialise } from "../../nets/initialise.ts";
import { unet } from "../../nets/unet.ts";
import { syntheticBatch } from "../comparison/synthetic-batch.ts";
import { ThreadLostError } from "../device/device-error.ts";
import type { ExecutorOptions } from "../executor.ts";
import { stageArrays } from "../stage-arrays.ts";
import { ADAM } from "../testing/optimiser-suite.ts";
import { StageTraining } from "../training/trainer.ts";
import { freshCheckpoint, NOTHING_REMEMBERED } from "../training/training-checkpoint.ts";
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

/** Trains with two threads and kills the second after `killedAfter` steps; null for never. */
async function train(killedAfter: number | null) {
  const engine = await engineInNode(2);
  const helpers: KillableHelper[] = [];
  const executor = createWasmExecutor(OPTIONS, {
    ...engine,
    startHelper(start) {
      const helper = startKillable(start);
      helpers.push(helper);
      return helper;
    },
  });
  const losses: number[] = [];
  const training = new StageTraining({
    stage: "semantic",
    executor,
    start: freshCheckpoint(OPTIONS.weights),
    steps: STEPS,
    learningRateAt: () => 1e-3,
    epochsAfter: (step) => (step + 1) / 20,
    batchAt: async () => batch,
    prepare: async (batch) => stageArrays("semantic", batch, null),
    validate: async () => null,
    mayRunAhead: () => true,
    callbacks: { read: () => NOTHING_REMEMBERED, write: () => {} },
    endsEarly: () => false,
    wantsCheckpoint: () => false,
    replaceExecutor: () => Promise.reject(new Error("only a lost GPU is replaced")),
  });
  const follow = async () => {
    for await (const event of training) {
      if (event.kind !== "step") continue;
      losses.push(event.loss);
      if (event.step !== killedAfter) continue;
      helpers[0].killAfter(0);
      await helpers[0].ended;
    }
  };
  const error: unknown = await follow().then(
    () => null,
    (error: unknown) => error,
  );
  const { weights, steps } = await executor.readState();
  executor.dispose();
  await Promise.all(helpers.map(({ ended }) => ended));
  expect(helpers).toHaveLength(1);
  return { losses, error, weights, steps };
}

it.each([1, 25, 40])(
  "a training whose thread is lost after %i steps ends with the weights of its last step, and the next is undisturbed",
  async (killedAfter) => {
    const { losses, error, weights, steps } = await train(killedAfter);
    expect(error).toBeInstanceOf(ThreadLostError);
    // A step begun ahead may have been done, and its loss reported.
    expect([killedAfter, killedAfter + 1]).toContain(steps);
    expect([killedAfter, steps]).toContain(losses.length);
    const alone = createWasmExecutor(OPTIONS, await engineInNode(1));
    const { inputs, targets } = stageArrays("semantic", batch, null);
    for (let step = 0; step < steps; step++) {
      const { loss } = await alone.step(inputs, targets, 1e-3);
      if (step < losses.length) expect(loss).toBe(losses[step]);
    }
    expect(await alone.readWeights()).toEqual(weights);
    alone.dispose();
    const next = await train(null);
    expect(next).toMatchObject({ error: null, steps: STEPS });
    expect(next.losses.slice(0, losses.length)).toEqual(losses);
  },
);
