import { expect, test } from "vitest";
import { instanceChoice } from "../../../core/instances/choice.ts";
import type { Evaluation, JudgedScore } from "../../../core/instances/evaluation.ts";
import { THRESHOLDS, thresholdSeries } from "./threshold-series.ts";

const flat = (value: number) => THRESHOLDS.map(() => value);
const evaluation = (value: number) => ({ kaggleAt: flat(value) }) as unknown as Evaluation;
const cut = instanceChoice("cut");
const nothing = { choice: null, evaluation: null, shown: null, compared: [] };

test("there are ten thresholds from .50 in steps of .05", () => {
  expect(THRESHOLDS).toHaveLength(10);
  expect(THRESHOLDS[0]).toBe(0.5);
  expect(THRESHOLDS[9]).toBe(0.95);
});

test("without predicted cells nothing is plotted", () => {
  expect(thresholdSeries(nothing)).toEqual([]);
});

test("the set, the shown image and the other compared methods have a line each", () => {
  const series = thresholdSeries({
    choice: cut,
    evaluation: evaluation(0.5),
    shown: { kaggleAt: flat(0.7) } as unknown as JudgedScore,
    compared: [
      { choice: cut, evaluation: evaluation(0.5) },
      { choice: instanceChoice("follow"), evaluation: evaluation(0.4) },
      { choice: instanceChoice("components"), evaluation: null },
    ],
  });
  expect(series.map(({ role }) => role)).toEqual(["set", "shown", "follow"]);
  expect(series[2].values).toEqual(flat(0.4));
});

test("the connected components have a line beside the set's", () => {
  const components = { kaggleAt: flat(0.3) } as unknown as JudgedScore;
  const series = thresholdSeries({ ...nothing, choice: cut, evaluation: { ...evaluation(0.5), components } });
  expect(series.map(({ role, values }) => [role, values[0]])).toEqual([
    ["set", 0.5],
    ["baseline", 0.3],
  ]);
});
