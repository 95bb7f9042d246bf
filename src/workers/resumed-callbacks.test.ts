import { expect, it } from "vitest";
import { EARLY_STOPPING } from "../core/recipe/early-stopping.ts";
import { scheduleOf } from "../core/recipe/schedules.ts";
import { Callbacks } from "../engine/training/callbacks.ts";
import { NOTHING_REMEMBERED } from "../engine/training/training-checkpoint.ts";
import { type RankedSettings, resumedCallbacks } from "./resumed-callbacks.ts";

const plateau = { ...scheduleOf("plateau", 1), patience: 0 };
const settings = { schedule: plateau, earlyStopping: EARLY_STOPPING, bestBy: "loss" } as const;
const BEFORE: RankedSettings = { settings, bestBy: "loss" };

async function stateBefore() {
  const callbacks = new Callbacks(settings, "loss");
  for (const loss of [2, 3]) await callbacks.take({ loss }, 1, async () => ({}));
  return callbacks.read();
}

it("callbacks with the same settings continue", async () => {
  const state = await stateBefore();
  const patient = { ...settings, earlyStopping: { ...EARLY_STOPPING, patience: 9 } };
  expect(resumedCallbacks(state, BEFORE, { settings: patient, bestBy: "loss" })).toEqual(state);
  const fresh = new Callbacks(settings, "loss");
  fresh.write(resumedCallbacks(NOTHING_REMEMBERED, BEFORE, BEFORE));
  expect(fresh.read()).toEqual(new Callbacks(settings, "loss").read());
});

it("callbacks that follow another score start over", async () => {
  const state = await stateBefore();
  const changed = {
    schedule: { ...plateau, monitor: "kaggle" },
    earlyStopping: { ...EARLY_STOPPING, monitor: "kaggle" },
    bestBy: "kaggle",
  } as const;
  const resumed = new Callbacks(changed, "kaggle");
  resumed.write(resumedCallbacks(state, BEFORE, { settings: changed, bestBy: "kaggle" }));
  expect(resumed.read()).toEqual(new Callbacks(changed, "kaggle").read());
  await resumed.take({ kaggle: 0.1 }, 3, async () => ({}));
  expect(resumed.outcome.best).toEqual({ step: 3, by: "kaggle", value: 0.1 });
});

it("a plateau with another learning rate starts at that rate", async () => {
  const slower = { ...settings, schedule: { ...plateau, learningRate: 0.5 } };
  const resumed = new Callbacks(slower, "loss");
  resumed.write(resumedCallbacks(await stateBefore(), BEFORE, { settings: slower, bestBy: "loss" }));
  expect(resumed.reducedRate).toBe(0.5);
});
