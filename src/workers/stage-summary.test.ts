import { expect, test } from "vitest";
import type { EngineRecord } from "../core/recipe/engine-record.ts";
import { RECIPES } from "../core/recipe/presets.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import type { StageOutcome } from "../engine/training/callbacks.ts";
import { StageSummary } from "./stage-summary.ts";

const { quick } = RECIPES;
const ENGINE: EngineRecord = { engine: "tfjs CPU", adapter: null, tiling: null };

function trained(recipe: Recipe): StageSummary {
  const summary = new StageSummary("direction", ENGINE, recipe);
  for (const step of [1, 2]) {
    const times = { stepMilliseconds: 1, dataWaitMilliseconds: 0 };
    summary.add({ kind: "step", step, epoch: step, loss: 3 - step, gradientNorm: 1, rate: 1e-3, ...times });
    summary.add({ kind: "epoch", step, epoch: step, meanLoss: 1, validation: { loss: step } });
  }
  return summary;
}

const BEST = { step: 1, by: "loss", value: 1 } as const;

function report(keep: "best" | "last", outcome: Partial<StageOutcome>, planned = 2) {
  const summary = trained({
    ...quick,
    keep,
    stages: { ...quick.stages, direction: { ...quick.stages.direction, steps: planned } },
  });
  summary.outcome = { best: BEST, stopped: null, ...outcome };
  return summary.report();
}

test("the report names the score of the kept weights and their own validation", () => {
  expect(report("best", {})).toMatchObject({ keptStep: 1, keptBy: "loss", validation: { loss: 1 } });
});

test("the last weights are kept if the recipe says so, or if none ranked best", () => {
  const last = { keptStep: 2, keptBy: "last", validation: { loss: 2 }, stopped: null };
  expect(report("last", {})).toMatchObject({ ...last, best: BEST });
  expect(report("best", { best: null })).toMatchObject({ ...last, best: null });
});

test("a stage that ended early says why, unless all of its steps were taken", () => {
  const stopped = "Validation loss became NaN.";
  expect(report("last", { stopped }, 100)?.stopped).toBe(stopped);
  expect(report("last", { stopped }, 2)?.stopped).toBeNull();
});
