import { expect, it } from "vitest";
import { useRunStore } from "./run.ts";
import { showLastStep, takeStep } from "./step-updates.ts";

it("updates the page by fast steps a few times only, and by the last step when asked", () => {
  const step = (step: number) =>
    takeStep({
      kind: "step",
      stage: "semantic",
      step,
      epoch: 0,
      loss: 1 / step,
      gradientNorm: 1,
      rate: 1e-3,
      stepMilliseconds: 1,
      dataWaitMilliseconds: 0,
      memoryBytes: step,
    });
  const shown: number[] = [];
  const unsubscribe = useRunStore.subscribe((run) => shown.push(run.step));
  for (let count = 1; count <= 1000; count++) step(count);
  expect(shown[0]).toBe(1);
  expect(shown.length).toBeLessThan(500);
  showLastStep();
  expect(useRunStore.getState()).toMatchObject({ step: 1000, memoryBytes: 1000 });
  step(1001);
  step(1002);
  showLastStep();
  expect(useRunStore.getState().step).toBe(1002);
  unsubscribe();
});
