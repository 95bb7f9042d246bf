import { expect, test } from "vitest";
import type { EpochRow, StepRow } from "../../core/runs/curve-row.ts";
import { lastLosses } from "./last-losses.ts";

const step = (stage: StepRow["stage"], loss: number) => ({ kind: "step", stage, loss }) as StepRow;
const epoch = (stage: EpochRow["stage"], loss: number | null) =>
  ({ kind: "epoch", stage, validation: loss === null ? null : { loss } }) as EpochRow;

test("the last loss of each stage is that of its last validation, else of its last step", () => {
  const steps = [
    step("direction", 3),
    step("direction", 2.12345),
    step("semantic", 0.5),
    step("semantic", 0.4),
  ];
  const epochs = [epoch("semantic", 0.6), epoch("semantic", 0.55), epoch("semantic", null)];
  expect(lastLosses(steps, epochs)).toBe("Last loss: Cell mask 0.55 (validation), Direction 2.123");
});

test("without curves there is nothing to say", () => {
  expect(lastLosses([], [])).toBe("");
});
