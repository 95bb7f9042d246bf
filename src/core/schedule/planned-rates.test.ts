import { expect, test } from "vitest";
import { scheduleOf } from "../recipe/schedules.ts";
import { learningRateAt } from "./learning-rate-at.ts";
import { plannedRates } from "./planned-rates.ts";

test("the first and the last of at most so many steps are planned, each with its rate", () => {
  const schedule = { ...scheduleOf("oneCycle", 1e-2), interval: "epoch" } as const;
  for (const [steps, points] of [
    [1, 1],
    [2, 2],
    [511, 511],
    [100_000, 512],
  ]) {
    const rates = plannedRates(schedule, steps, 12.5);
    expect(rates).toHaveLength(points);
    expect([rates[0][0], rates.at(-1)?.[0]]).toEqual([0, steps - 1]);
    for (const [step, rate] of rates) {
      expect(rate).toBe(learningRateAt(schedule, step, { steps, stepsPerEpoch: 12.5 }));
    }
  }
});

test("a plateau is planned without reductions", () => {
  expect(plannedRates(scheduleOf("plateau", 0.5), 3, 1).map(([, rate]) => rate)).toEqual([0.5, 0.5, 0.5]);
});

test("the rates of the first steps of a stage are those of the whole stage", () => {
  const schedule = scheduleOf("cosine", 0.5);
  const begun = plannedRates(schedule, 100, 10, undefined, 7);
  expect(begun).toEqual(plannedRates(schedule, 100, 10).slice(0, 7));
});
