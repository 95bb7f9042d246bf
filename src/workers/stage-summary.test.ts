import { expect, test } from "vitest";
import type { EngineRecord } from "../core/recipe/engine-record.ts";
import { StageSummary } from "./stage-summary.ts";

const ENGINE: EngineRecord = { engine: "tfjs CPU", adapter: null, tiling: null };

function trained(): StageSummary {
  const summary = new StageSummary("direction", ENGINE);
  for (const step of [1, 2]) {
    const times = { stepMilliseconds: 1, dataWaitMilliseconds: 0 };
    summary.add({ kind: "step", step, epoch: step, loss: 3 - step, gradientNorm: 1, rate: 1e-3, ...times });
    summary.add({ kind: "epoch", step, epoch: step, meanLoss: 1, validation: { loss: step } });
  }
  return summary;
}

const CALLBACKS = {
  best: { step: 1, rank: -1, weights: {} },
  bestBy: "loss",
  bestValue: 1,
  stopReason: null,
} as const;

test("the report names the score of the kept weights and their own validation", () => {
  expect(trained().report(CALLBACKS, "best", 2)).toMatchObject({
    keptStep: 1,
    keptBy: "loss",
    validation: { loss: 1 },
  });
});

test("the last weights are kept if the recipe says so, or if none ranked best", () => {
  const last = { keptStep: 2, keptBy: "last", validation: { loss: 2 }, stopped: null };
  expect(trained().report(CALLBACKS, "last", 2)).toMatchObject({
    ...last,
    best: { step: 1, by: "loss", value: 1 },
  });
  const none = { ...CALLBACKS, best: null, bestValue: null };
  expect(trained().report(none, "best", 2)).toMatchObject({ ...last, best: null });
});

test("a stage that ended early says why, unless all of its steps were taken", () => {
  const early = { ...CALLBACKS, stopReason: "Validation loss became NaN." };
  expect(trained().report(early, "last", 100)?.stopped).toBe("Validation loss became NaN.");
  expect(trained().report(early, "last", 2)?.stopped).toBeNull();
});
