import fc from "fast-check";
import { expect, test } from "vitest";
import { EARLY_STOPPING, type EarlyStoppingRecipe } from "../recipe/early-stopping.ts";
import { afterEarlyStopScore, EARLY_STOP_START } from "./early-stop.ts";
import { earlyStopTexts } from "./early-stop-text.ts";

/** Number of validations until the stage ends, and why; null if it goes on. */
function ending(changes: Partial<EarlyStoppingRecipe>, values: readonly number[]) {
  const recipe = { ...EARLY_STOPPING, ...changes };
  let state = EARLY_STOP_START;
  for (const [index, value] of values.entries()) {
    state = afterEarlyStopScore(recipe, state, value);
    if (state.reason) return { after: index + 1, reason: state.reason };
  }
  return null;
}

test("ends after `patience` validations without an improvement, which need not be in a row with the best", () => {
  expect(ending({}, [3, 2, 1, 1, 1])).toBeNull();
  expect(ending({}, [3, 2, 1, 1, 1, 1])).toEqual({
    after: 6,
    reason: "Validation loss did not improve in 3 validations in a row; its best value is 1.",
  });
  expect(ending({ patience: 2 }, [3, 4, 2.9, 4, 2.8, 4, 4])?.after).toBe(7);
  expect(ending({ patience: 1 }, [3, 3])?.reason).toContain("in 1 validation;");
});

test("an improvement is strictly more than the smallest change, and smaller ones add up", () => {
  expect(ending({ minDelta: 0.5, patience: 2 }, [4, 3.5, 3.5])?.after).toBe(3);
  expect(ending({ minDelta: 0.5, patience: 2 }, [4, 3.4, 2.8, 2.2])).toBeNull();
  expect(ending({ minDelta: 0.5, patience: 2 }, [4, 3.6, 3.4, 3.3, 3.2])?.after).toBe(5);
});

test("follows the direction of the score", () => {
  expect(ending({ monitor: "kaggle", patience: 2 }, [0.1, 0.2, 0.3, 0.2, 0.2])?.after).toBe(5);
  expect(ending({ monitor: "angleRmsDegrees", patience: 2 }, [30, 20, 10, 11, 9])).toBeNull();
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])("%s ends the stage at once", (value) => {
  expect(ending({}, [1, value])).toEqual({ after: 2, reason: `Validation loss became ${value}.` });
});

test("never ends while every validation improves, and always ends when none does", () => {
  const sizes = fc.record({
    patience: fc.integer({ min: 1, max: 9 }),
    length: fc.integer({ min: 1, max: 30 }),
  });
  fc.assert(
    fc.property(sizes, ({ patience, length }) => {
      const falling = Array.from({ length }, (_, index) => -index);
      expect(ending({ patience }, falling)).toBeNull();
      const flat = new Array<number>(length + 1).fill(7);
      expect(ending({ patience }, flat)?.after ?? null).toBe(length >= patience ? patience + 1 : null);
    }),
  );
});

test("stages that ended early are named with the reason", () => {
  const reason = "Validation loss became NaN.";
  const stages = [
    { stage: "semantic", steps: 400, stopped: null },
    { stage: "direction", steps: 120, stopped: reason },
  ] as const;
  expect(earlyStopTexts(stages)).toEqual([`Direction ended early, after 120 steps. ${reason}`]);
});
