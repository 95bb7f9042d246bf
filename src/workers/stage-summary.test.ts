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

test("the report names the criterion of the kept weights and their own validation", () => {
  const summary = trained();
  summary.keep(1, "loss");
  expect(summary.report()).toMatchObject({ keptStep: 1, keptBy: "loss", validation: { loss: 1 } });
});

test("without a criterion the last weights are kept", () => {
  expect(trained().report()).toMatchObject({ keptStep: 2, keptBy: "last", validation: { loss: 2 } });
});
