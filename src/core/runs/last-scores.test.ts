import { expect, it } from "vitest";
import type { CurveRow, EpochRow } from "./curve-row.ts";
import { lastScores } from "./last-scores.ts";

const epoch = (
  step: number,
  validation: EpochRow["validation"],
  stage: EpochRow["stage"] = "direction",
): CurveRow => ({
  kind: "epoch",
  stage,
  step,
  epoch: step,
  meanLoss: null,
  validation,
});

it("has each score of the last validation of the stage that measured it", () => {
  const rows = [
    epoch(0, { loss: 3, angleRmsDegrees: 100, f1: 0.1 }),
    epoch(1, { loss: 2, angleRmsDegrees: 90, f1: 0.3 }),
    epoch(2, { loss: 4, angleRmsDegrees: 80, kaggle: 0.2 }),
    epoch(3, null),
    epoch(4, { loss: 1 }, "energy"),
  ];
  expect(lastScores(rows, "direction")).toEqual({
    loss: { value: 4, step: 2 },
    angleRmsDegrees: { value: 80, step: 2 },
    kaggle: { value: 0.2, step: 2 },
    f1: { value: 0.3, step: 1 },
  });
  expect(lastScores([], "direction")).toEqual({});
});

it("has no value of a score that ended as NaN", () => {
  const rows = [
    epoch(1, { loss: 2, angleRmsDegrees: 90 }),
    epoch(2, { loss: 4, angleRmsDegrees: Number.NaN }),
  ];
  expect(lastScores(rows, "direction")).toEqual({ loss: { value: 4, step: 2 } });
});
