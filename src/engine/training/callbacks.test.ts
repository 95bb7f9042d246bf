import { expect, test } from "vitest";
import { EARLY_STOPPING } from "../../core/recipe/early-stopping.ts";
import type { CallbackSettings } from "../../core/recipe/monitored-by.ts";
import type { MonitoredScore, MonitoredValues } from "../../core/recipe/monitored-scores.ts";
import { scheduleOf } from "../../core/recipe/schedules.ts";
import type { Weights } from "../../nets/weights.ts";
import { Callbacks, rankingScore } from "./callbacks.ts";
import { NOTHING_REMEMBERED } from "./training-checkpoint.ts";

const OFF: CallbackSettings = { schedule: scheduleOf("constant", 1), earlyStopping: null, bestBy: "auto" };
const ON: CallbackSettings = {
  schedule: { ...scheduleOf("plateau", 1), patience: 0 },
  earlyStopping: { ...EARLY_STOPPING, patience: 2 },
  bestBy: "loss",
};

const named = (name: number): Weights => ({ [name]: { shape: [1], data: Float32Array.of(0) } });

async function takeAll(callbacks: Callbacks, validations: readonly MonitoredValues[], from = 1) {
  for (const [place, values] of validations.entries()) {
    await callbacks.take(values, from + place, async () => named(from + place));
  }
}

async function bestOf(by: MonitoredScore, validations: readonly MonitoredValues[]) {
  const callbacks = new Callbacks(OFF, by);
  await takeAll(callbacks, validations);
  const { best, outcome } = callbacks;
  return best && { step: best.step, weights: Object.keys(best.weights)[0], value: outcome.best?.value };
}

test("cells found in the predicted mask rank the weights; with the ground-truth mask, the stage's loss does", async () => {
  const validations = [
    { loss: 1, kaggle: 0.9 },
    { loss: 0.5, kaggle: 0.8 },
  ];
  expect([rankingScore(OFF, true), rankingScore(OFF, false)]).toEqual(["kaggle", "loss"]);
  expect(rankingScore({ ...OFF, bestBy: "iou" }, true)).toBe("iou");
  expect(await bestOf("kaggle", validations)).toEqual({ step: 1, weights: "1", value: 0.9 });
  expect(await bestOf("loss", validations)).toEqual({ step: 2, weights: "2", value: 0.5 });
});

test("validations without the score are ignored, and the first of equals is kept", async () => {
  expect(await bestOf("kaggle", [{ loss: 1 }, { kaggle: 0 }, { loss: 1, kaggle: 0 }])).toMatchObject({
    step: 2,
  });
  expect(await bestOf("loss", [{ loss: Number.NaN }, { loss: 3 }, { loss: Number.NaN }])).toMatchObject({
    step: 2,
  });
  expect(await bestOf("kaggle", [{ loss: 1 }])).toBeNull();
});

test("one stage follows several scores: the rate falls, then training ends, and the best weights stay", async () => {
  const callbacks = new Callbacks(ON, "loss");
  expect([callbacks.reducedRate, callbacks.stopReason]).toEqual([1, null]);
  await takeAll(callbacks, [{ loss: 2 }, { loss: 1 }, { loss: 1.5 }]);
  expect([callbacks.reducedRate, callbacks.stopReason]).toEqual([0.1, null]);
  await takeAll(callbacks, [{ loss: 1.5 }], 4);
  expect(callbacks.stopReason).toContain("in 2 validations in a row; its best value is 1.");
  expect(callbacks.best?.step).toBe(2);
});

test("a state that was read does not change, and a restored one goes on like the original", async () => {
  const original = new Callbacks(ON, "loss");
  await takeAll(original, [{ loss: 2 }, { loss: 2.5 }]);
  const state = original.read();
  const stored = JSON.parse(JSON.stringify(state.record));
  const restored = new Callbacks(ON, "loss");
  await takeAll(original, [{ loss: 1 }, { loss: 1.5 }], 3);
  expect(JSON.parse(JSON.stringify(state.record))).toEqual(stored);
  restored.write({ best: state.best, record: stored });
  await takeAll(restored, [{ loss: 1 }, { loss: 1.5 }], 3);
  expect(restored.read()).toEqual(original.read());
  restored.write(NOTHING_REMEMBERED);
  expect(restored.read()).toEqual(new Callbacks(ON, "loss").read());
  expect(() => restored.write({ best: null, record: { plateau: 1 } })).toThrow("is damaged");
});
