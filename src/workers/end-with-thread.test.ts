import { expect, test } from "vitest";
import { ThreadLostError } from "../engine/device/device-error.ts";
import type { Helper } from "../engine/wasm/helper-threads.ts";
import { engineInNode } from "../engine/wasm/testing/engine-under-test.ts";
import { batchOf, RATE, SEMANTIC_OPTIONS, SIZE } from "../engine/wasm/testing/small-trainings.ts";
import { createWasmExecutor } from "../engine/wasm/wasm-executor.ts";
import type { Weights } from "../nets/weights.ts";
import { endWithThread } from "./end-with-thread.ts";
import { TrainingError } from "./training-error.ts";

/** Trains with two threads, loses one after some steps, and ends the run with it. */
async function endAfter(steps: number) {
  const { inputs, targets } = batchOf(SIZE);
  const engine = await engineInNode(2);
  const helpers: Helper[] = [];
  const executor = createWasmExecutor(SEMANTIC_OPTIONS, {
    ...engine,
    startHelper(start) {
      const helper = engine.startHelper(start);
      helpers.push(helper);
      return helper;
    },
  });
  for (let step = 0; step < steps; step++) await executor.step(inputs, targets, RATE);
  await executor.predict(inputs);
  const weights = await executor.readWeights();
  helpers[0].end();
  await helpers[0].ended;
  const lost: unknown = await executor.step(inputs, targets, RATE).catch((error: unknown) => error);
  if (!(lost instanceof ThreadLostError)) throw new Error("no thread was lost");
  const kept: Weights[] = [];
  const error = await endWithThread(lost, "semantic", executor, (weights) => kept.push(weights));
  executor.dispose();
  return { error, kept, weights };
}

test("a lost thread ends the run with the weights of its last step, and says what to do", async () => {
  const { error, kept, weights } = await endAfter(2);
  expect(error).toBeInstanceOf(TrainingError);
  expect(error.message).toBe(
    "A thread of the CPU engine stopped working, which ended the run at step 2 of the stage Cell mask. The last good weights are kept: export them, or train again. If it happens again, memory may be short: close other tabs and programs, or reduce the batch size.",
  );
  expect(kept).toEqual([weights]);
});

test("weights that learnt nothing are not kept", async () => {
  const { error, kept } = await endAfter(0);
  expect(error.message).toContain("No weights had been kept yet: train again.");
  expect(kept).toEqual([]);
});
