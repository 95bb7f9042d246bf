import { expect, test } from "vitest";
import type { CurveChartData } from "./curve-chart-data.ts";
import { readCurves } from "./read-curves.ts";

const CHART: CurveChartData = {
  title: "Loss",
  subject: "",
  xTitle: "",
  yTitle: "",
  references: [],
  spans: [
    {
      stage: "Cell mask",
      title: "Cell mask (12:48)",
      shortTitle: "Mask (12:48)",
      short: "Mask",
      from: 0,
      to: 10,
    },
    { stage: "Direction", title: "Direction", shortTitle: "Dir.", short: "Dir.", from: 10, to: 30 },
  ],
  series: [
    { name: "validation", role: "validation", stage: "Cell mask", x: [0, 5, 10], y: [3, 2, 1] },
    { name: "validation", role: "validation", stage: "Direction", x: [10, 20, 30], y: [9, 8, 7] },
    { name: "step", role: "step", stage: "Direction", x: [11, 12], y: [6, 5] },
  ],
};

test("a step is read in the curves of its own stage, at their nearest points", () => {
  expect(readCurves(CHART, 7.6)).toEqual({
    place: "Cell mask (12:48), step 8",
    readings: [{ name: "validation", role: "validation", value: 1 }],
  });
  expect(readCurves(CHART, 24)).toEqual({
    place: "Direction, step 14",
    readings: [
      { name: "validation", role: "validation", value: 8 },
      { name: "step", role: "step", value: 5 },
    ],
  });
});

test("the last step of a stage belongs to it, and nothing is read beyond the last stage", () => {
  expect(readCurves(CHART, 0)?.place).toBe("Cell mask (12:48), step 0");
  expect(readCurves(CHART, 10)?.place).toBe("Cell mask (12:48), step 10");
  expect(readCurves(CHART, 31)).toBeNull();
});
