import { expect, it } from "vitest";
import { stageSeconds } from "./estimate-stage.ts";
import type { StepTime } from "./stored-step-times.ts";

const time = (stage: StepTime["stage"], network: string, flops: number, milliseconds: number): StepTime => ({
  device: "cpu",
  stage,
  network,
  flops,
  milliseconds,
});
const times = [
  time("direction", "small", 1e6, 3),
  time("direction", "large", 1e8, 102),
  time("semantic", "large", 1e8, 202),
];
const work = { steps: 100, flopsPerStep: 2e8, validationFlops: 0, validatedImages: 0 };

it("scales measured steps by their arithmetic", () => {
  expect(stageSeconds("direction", "other", work, times)).toBeCloseTo(20.45);
  expect(stageSeconds("semantic", "other", work, times)).toBeCloseTo(40.65);
  expect(stageSeconds("semantic", "other", work, [])).toBeNull();
});

it("takes a stage without a time to cost what its networks cost", () => {
  expect(stageSeconds("joint", "other", work, times)).toBeCloseTo(20.45);
  expect(stageSeconds("energy", "other", work, times.slice(2))).toBeCloseTo(40.65);
});

it("uses the time of the very same step, and adds validations", () => {
  const same = { ...work, flopsPerStep: 1e8, validationFlops: 1e10, validatedImages: 30 };
  expect(stageSeconds("direction", "large", same, times)).toBeCloseTo(0.25 + 10.2 + 10 + 0.02);
});
