import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type ScheduleRecipe, scheduleOf } from "../recipe/schedules.ts";
import { golden } from "../testing/golden.ts";
import { learningRateAt } from "./learning-rate-at.ts";
import { afterPlateauScore, startPlateau } from "./plateau.ts";

/** Relative error; both sides compute in double precision. */
const TOLERANCE = 1e-9;

const traces = JSON.parse(readFileSync(golden("pytorch/schedules.json"), "utf8"));
const oneCycle = (peak: number, changes: Partial<ScheduleRecipe<"oneCycle">> = {}) => ({
  ...scheduleOf("oneCycle", peak),
  ...changes,
});

function expectRates(rates: readonly number[], expected: readonly number[]): void {
  expect(rates).toHaveLength(expected.length);
  expected.forEach((rate, step) => {
    expect(Math.abs(rates[step] - rate) / rate, `step ${step}`).toBeLessThan(TOLERANCE);
  });
}

const SCHEDULES: Readonly<Record<string, ScheduleRecipe>> = {
  "one_cycle_T100_max1e-2": oneCycle(1e-2),
  "one_cycle_T100_max1e-3": oneCycle(1e-3),
  "one_cycle_T37_max1e-3_linear_pct0.2_div10_final100": oneCycle(1e-3, {
    annealing: "linear",
    warmUpFraction: 0.2,
    startDivisor: 10,
    endDivisor: 100,
  }),
  "one_cycle_T60_max1e-3_three_phase": oneCycle(1e-3, { threePhases: true }),
  "cosine_T50_base1e-3_min1e-5": { ...scheduleOf("cosine", 1e-3), minLearningRate: 1e-5 },
  "step_30_gamma0.1_base1e-3": { ...scheduleOf("step", 1e-3), every: 30 },
};

describe("against PyTorch's schedules", () => {
  it.each(Object.entries(SCHEDULES))("%s", (name, schedule) => {
    const steps = traces[name].length;
    const length = { steps, stepsPerEpoch: 7 };
    const rates = Array.from({ length: steps }, (_, step) => learningRateAt(schedule, step, length));
    expectRates(rates, traces[name]);
  });

  it.each(Object.entries(SCHEDULES))("%s, stepped once per epoch", (name, schedule) => {
    const epochs = traces[name].length;
    const length = { steps: 5 * epochs, stepsPerEpoch: 5 };
    const byEpoch = { ...schedule, interval: "epoch" } as ScheduleRecipe;
    const rateIn = (step: number) => learningRateAt(byEpoch, step, length);
    for (let place = 0; place < 5; place++) {
      const rates = Array.from({ length: epochs }, (_, epoch) => rateIn(5 * epoch + place));
      expectRates(rates, traces[name]);
    }
  });

  it("reduce on plateau, with its rate before each loss", () => {
    const schedule = { ...scheduleOf("plateau", 1e-3), patience: 5 };
    let state = startPlateau(schedule);
    const losses: readonly number[] = traces.plateau_losses;
    const rates = losses.map((loss) => {
      const { rate } = state;
      state = afterPlateauScore(schedule, state, loss);
      return rate;
    });
    expectRates(rates, traces["plateau_factor0.1_patience5_threshold1e-4rel_base1e-3"]);
  });
});
