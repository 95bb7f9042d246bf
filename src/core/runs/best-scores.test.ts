import { expect, it } from "vitest";
import { type BestScores, withEpoch } from "./best-scores.ts";
import type { EpochRow } from "./curve-row.ts";

const epoch = (step: number, validation: EpochRow["validation"]): EpochRow => ({
  kind: "epoch",
  stage: "semantic",
  step,
  epoch: step,
  meanLoss: null,
  validation,
});

it("keeps the best value of each score with its step: the lowest loss, the highest IoU, the first of equals", () => {
  const rows = [
    epoch(0, { loss: 0.9, iou: 0.1 }),
    epoch(1, { loss: 0.5, iou: 0.6 }),
    epoch(2, null),
    epoch(3, { loss: 0.5, iou: 0.4, f1: 0.2 }),
    epoch(4, { loss: Number.NaN, iou: Number.POSITIVE_INFINITY }),
  ];
  expect(rows.reduce<BestScores>(withEpoch, {})).toEqual({
    loss: { value: 0.5, step: 1 },
    iou: { value: 0.6, step: 1 },
    f1: { value: 0.2, step: 3 },
  });
});
