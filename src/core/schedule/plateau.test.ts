import fc from "fast-check";
import { expect, test } from "vitest";
import { type ScheduleRecipe, scheduleOf } from "../recipe/schedules.ts";
import { learningRateAt } from "./learning-rate-at.ts";
import { afterPlateauScore, type PlateauState, startPlateau } from "./plateau.ts";

type Plateau = ScheduleRecipe<"plateau">;
const plateau = (changes: Partial<Plateau>): Plateau => ({ ...scheduleOf("plateau", 1), ...changes });

function ratesAfter(schedule: Plateau, values: readonly number[]): number[] {
  let state = startPlateau(schedule);
  return values.map((value) => {
    state = afterPlateauScore(schedule, state, value);
    return state.rate;
  });
}

test("reduces after more than `patience` validations without an improvement", () => {
  const schedule = plateau({ patience: 2, factor: 0.5 });
  expect(ratesAfter(schedule, [1, 1, 1, 1, 1, 1, 1])).toEqual([1, 1, 1, 0.5, 0.5, 0.5, 0.25]);
  expect(ratesAfter(schedule, [1, 1, 1, 0.9, 0.9, 0.9, 0.9])).toEqual([1, 1, 1, 1, 1, 1, 0.5]);
});

test("waits out the cooldown, and never falls below the lowest rate", () => {
  expect(ratesAfter(plateau({ patience: 0, factor: 0.5, cooldown: 2 }), [1, 1, 1, 1, 1])).toEqual([
    1, 0.5, 0.5, 0.5, 0.25,
  ]);
  const floored = plateau({ patience: 0, minLearningRate: 0.05 });
  expect(ratesAfter(floored, [1, 1, 1, 1])).toEqual([1, 0.1, 0.05, 0.05]);
});

test("follows the direction of its score and the mode of its threshold", () => {
  const higher = plateau({ monitor: "kaggle", patience: 0, threshold: 0.1 });
  expect(ratesAfter(higher, [0.5, 0.56, 0.6]).at(-1)).toBe(0.1);
  expect(ratesAfter({ ...higher, thresholdMode: "absolute" }, [0.5, 0.61, 0.72]).at(-1)).toBe(1);
  const lower = plateau({ patience: 0, threshold: 0.1 });
  expect(ratesAfter(lower, [1, 0.91])).toEqual([1, 0.1]);
  expect(ratesAfter(lower, [1, 0.89])).toEqual([1, 1]);
});

test("a score that is not a number is no improvement", () => {
  expect(ratesAfter(plateau({ patience: 1 }), [Number.NaN, Number.NaN, 1])).toEqual([1, 0.1, 0.1]);
});

test("its rate scales the warm-up, and is the rate afterwards", () => {
  const schedule = plateau({ warmUpFraction: 0.5, startDivisor: 10 });
  const length = { steps: 10, stepsPerEpoch: 1 };
  expect(learningRateAt(schedule, 0, length)).toBeCloseTo(0.1, 12);
  expect(learningRateAt(schedule, 0, length, 0.5)).toBeCloseTo(0.05, 12);
  expect(learningRateAt(schedule, 5, length, 0.25)).toBe(0.25);
});

test("the state survives JSON, and rates never rise", () => {
  const values = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(Number.NaN)));
  fc.assert(
    fc.property(
      values,
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 0, max: 3 }),
      (scores, patience, cooldown) => {
        const schedule = plateau({ patience, cooldown });
        let state = startPlateau(schedule);
        for (const score of scores) {
          const next = afterPlateauScore(schedule, JSON.parse(JSON.stringify(state)) as PlateauState, score);
          expect(next).toEqual(afterPlateauScore(schedule, state, score));
          expect(next.rate).toBeLessThanOrEqual(state.rate);
          state = next;
        }
      },
    ),
  );
});
