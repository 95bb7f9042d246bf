import { expect, test } from "vitest";
import type { CurveChartData } from "./curve-chart-data.ts";
import { summariseChart } from "./summarise-series.ts";

const EMPTY: CurveChartData = {
  title: "Loss",
  subject: "Direction",
  xTitle: "step",
  yTitle: "squared angle (rad²)",
  series: [],
  references: [{ value: 2.467, label: "zero output 2.467", from: 0, to: 30 }],
  spans: [{ stage: "Direction", title: "Direction", shortTitle: "Dir.", short: "Dir.", from: 0, to: 30 }],
};

test("an empty chart is described as such", () => {
  expect(summariseChart(EMPTY)).toBe("Loss: nothing to show yet.");
});

test("a chart is described by its ends, its minimum and the reference lines", () => {
  const series = [
    {
      name: "validation",
      role: "validation" as const,
      stage: "Direction",
      x: [10, 20, 30],
      y: [3, 0.51234, 1],
    },
  ];
  expect(summariseChart({ ...EMPTY, series })).toBe(
    "Loss, squared angle (rad²) over step. Direction, validation goes from 3 to 1, lowest 0.5123 at 20. " +
      "Reference lines: zero output 2.467.",
  );
});
