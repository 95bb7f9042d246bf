import { expect, it } from "vitest";
import { stageLoss } from "../../core/losses/loss.ts";
import { RECIPES } from "../../core/recipe/presets.ts";
import { initialise } from "../../nets/initialise.ts";
import { unet } from "../../nets/unet.ts";
import { syntheticBatch } from "../comparison/synthetic-batch.ts";
import { describeStep } from "../describe/describe-step.ts";
import type { MeasuringPart } from "../execution/step-profile.ts";
import { CPU_TILING } from "../plan/tiles.ts";
import { stageArrays } from "../stage-arrays.ts";
import { describeDispatches } from "./describe-dispatches.ts";
import { measureStep } from "./measure-step.ts";
import { engineInNode } from "./testing/engine-under-test.ts";

const SIZE = { batch: 2, rows: 32, columns: 32 };
const graph = unet({ F: 2, depth: 1 });
const OPTIONS = {
  graph,
  loss: stageLoss("semantic"),
  optimiser: RECIPES.tiny.stages.semantic.optimiser,
  weights: initialise(graph, 1),
};
const ARRAYS = stageArrays("semantic", syntheticBatch(SIZE.batch, SIZE.rows, SIZE.columns), null);

it.each([1, 2])("times each dispatch with one and with %i threads, and reports progress", async (threads) => {
  const engine = await engineInNode(threads);
  const parts = new Set<MeasuringPart>();
  const profile = await measureStep(OPTIONS, ARRAYS, engine, {
    signal: new AbortController().signal,
    onProgress: ({ part }) => parts.add(part),
  });
  const { rows } = describeStep(OPTIONS, SIZE, CPU_TILING, describeDispatches(engine.module));
  expect(profile.aloneMilliseconds === null).toBe(threads === 1);
  for (const times of [
    profile.dispatchMilliseconds,
    profile.aloneMilliseconds ?? profile.dispatchMilliseconds,
  ]) {
    expect(times).toHaveLength(rows.length);
    expect(times?.every((time) => Number.isFinite(time) && time >= 0)).toBe(true);
    expect(times?.some((time) => time > 0)).toBe(true);
  }
  expect(profile.fraction).toBeGreaterThan(0);
  expect([...parts].sort()).toEqual(["kernels", "reference", "steps"]);
});

it("can be cancelled", async () => {
  const cancel = new AbortController();
  const measuring = measureStep(OPTIONS, ARRAYS, await engineInNode(1), {
    signal: cancel.signal,
    onProgress: ({ part }) => {
      if (part === "kernels") cancel.abort(new Error("enough"));
    },
  });
  await expect(measuring).rejects.toThrow("enough");
});
