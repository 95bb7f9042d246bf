import fc from "fast-check";
import { expect, it } from "vitest";
import { STAGES } from "../core/recipe/recipe.ts";
import { fractionDone, type PlannedStage, secondsLeft, sharesOf, totalSeconds } from "./run-time.ts";

const plan: readonly PlannedStage[] = [
  { stage: "semantic", steps: 100, seconds: 10 },
  { stage: "direction", steps: 100, seconds: 30 },
];
const unknown = plan.map((planned) => ({ ...planned, seconds: null }));

it("weights the progress by the times of the stages, or by their steps", () => {
  expect(fractionDone(plan, { stage: null, step: 0 })).toBe(0);
  expect(fractionDone(plan, { stage: "semantic", step: 50 })).toBeCloseTo(0.125);
  expect(fractionDone(plan, { stage: "direction", step: 50 })).toBeCloseTo(0.625);
  expect(fractionDone(unknown, { stage: "direction", step: 50 })).toBeCloseTo(0.75);
});

it("adds the estimates of all stages, unless one is unknown", () => {
  expect(totalSeconds(plan)).toBe(40);
  expect(totalSeconds([...plan, { stage: "energy", steps: 1, seconds: null }])).toBeNull();
  expect(totalSeconds([])).toBeNull();
});

it("corrects the time left by the measured steps, in later stages too", () => {
  expect(secondsLeft(plan, { stage: null, step: 0 }, null)).toBe(40);
  expect(secondsLeft(plan, { stage: "semantic", step: 50 }, 100)).toBeCloseTo(35);
  // Twice as slow as estimated: 200 ms per step.
  expect(secondsLeft(plan, { stage: "semantic", step: 50 }, 200)).toBeCloseTo(70);
  expect(secondsLeft(unknown, { stage: "semantic", step: 50 }, 100)).toBeCloseTo(15);
  expect(secondsLeft(unknown, { stage: "semantic", step: 0 }, null)).toBeNull();
  expect(secondsLeft([], { stage: null, step: 0 }, 10)).toBeNull();
});

const plans = fc.uniqueArray(fc.constantFrom(...STAGES), { minLength: 1 }).chain((stages) =>
  fc.tuple(
    ...stages.map((stage) =>
      fc.record({
        stage: fc.constant(stage),
        steps: fc.integer({ min: 1, max: 10_000 }),
        seconds: fc.option(fc.double({ min: 0.01, max: 1e5, noNaN: true })),
      }),
    ),
  ),
);

it("never goes back, and ends at 1 with nothing left", () => {
  fc.assert(
    fc.property(plans, (all) => {
      expect(sharesOf(all).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
      let last = 0;
      for (const { stage, steps } of all) {
        for (const step of [0, Math.floor(steps / 2), steps]) {
          const fraction = fractionDone(all, { stage, step });
          expect(fraction).toBeGreaterThanOrEqual(last - 1e-9);
          last = fraction;
        }
      }
      expect(last).toBeCloseTo(1);
      const end = all[all.length - 1];
      expect(secondsLeft(all, { stage: end.stage, step: end.steps }, 10)).toBeCloseTo(0);
    }),
  );
});
