import { expect, it } from "vitest";
import { describeInterruptedRun } from "./describe-interrupted-run.ts";

const NOW = new Date(2026, 10, 30, 4, 0).getTime();
const startedAt = new Date(2026, 10, 30, 3, 8).getTime();
const title = (stage: string) => stage.toUpperCase();
const progress = { startedAt, stage: "direction", step: 40, totalSteps: 60 } as const;

it("gives the step of the interruption and what was kept", () => {
  const kept = { stage: "direction", step: 25 } as const;
  expect(
    describeInterruptedRun(
      { note: { startedAt, ended: false, kept }, progress, hasNetworks: true },
      title,
      NOW,
    ),
  ).toEqual({
    what: "The run of 03:08 was interrupted at step 40 of 60 of the stage DIRECTION.",
    left: "The most recently kept weights are in place: DIRECTION, step 25. Find cells with them, export them, or train again.",
  });
});

it("reports that nothing was kept, and whether earlier networks exist", () => {
  const note = { startedAt, ended: false, kept: null };
  expect(describeInterruptedRun({ note, progress: null, hasNetworks: true }, title, NOW)).toEqual({
    what: "The run of 03:08 was interrupted.",
    left: "No weights had been kept yet; the earlier networks are in place.",
  });
  expect(describeInterruptedRun({ note, progress, hasNetworks: false }, title, NOW).left).toContain(
    "train again",
  );
});
