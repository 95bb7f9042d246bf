import { expect, it } from "vitest";
import { fitStepCost, stepMilliseconds } from "./step-cost.ts";

const small = { flops: 1e6, milliseconds: 3 };
const large = { flops: 1e8, milliseconds: 102 };

it("separates the overhead of a step from its arithmetic", () => {
  const cost = fitStepCost([large, small]);
  expect(cost?.milliseconds).toBeCloseTo(2);
  expect(cost && stepMilliseconds(cost, 2e8)).toBeCloseTo(202);
});

it("is proportional where nothing else is known, and never negative", () => {
  expect(fitStepCost([])).toBeNull();
  expect(fitStepCost([large])).toEqual({ milliseconds: 0, millisecondsPerFlop: 102 / 1e8 });
  expect(fitStepCost([{ ...small, milliseconds: 200 }, large])?.milliseconds).toBe(0);
  expect(fitStepCost([{ ...small, milliseconds: 0.1 }, large])?.milliseconds).toBe(0);
});
