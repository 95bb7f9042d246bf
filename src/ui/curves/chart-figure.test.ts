import { describe, expect, test } from "vitest";
import type { ChartColours } from "./chart-colours.ts";
import { chartFigure } from "./chart-figure.ts";
import type { CurveChartData } from "./curve-chart-data.ts";

const COLOURS = { muted: "#555", surface: "#fff", line: "#ddd", reference: "#777" } as ChartColours;

const chart = (more: Partial<CurveChartData> = {}): CurveChartData => ({
  title: "Angle error",
  subject: "Direction Net",
  xTitle: "optimiser step",
  yTitle: "0.6 CE + 0.4 (1 − Dice)",
  series: [{ name: "validation", role: "validation", x: [0, 1], y: [95, 93] }],
  references: [
    { value: 90, label: "zero output 90.0°" },
    { value: 103.9, label: "random direction 103.9°" },
  ],
  ...more,
});

const layoutOf = (data: CurveChartData, scale: "linear" | "log" = "linear") =>
  chartFigure(data, COLOURS, scale, 1).layout;

describe("the figure of a chart", () => {
  test("has no boxes over its curves, and puts the labels of two close lines on opposite sides", () => {
    const [, zero, random] = layoutOf(chart()).annotations;
    expect([zero.yanchor, random.yanchor]).toEqual(["top", "bottom"]);
    for (const one of [zero, random]) expect(one).not.toHaveProperty("bgcolor");
  });

  test("puts the title of its vertical axis above it, where it is never cut off", () => {
    const { annotations, yaxis } = layoutOf(chart());
    expect(annotations[0]).toMatchObject({ text: "0.6 CE + 0.4 (1 − Dice)", x: 0, y: 1, yanchor: "bottom" });
    expect(yaxis.title?.text).toBe("");
  });

  test("counts steps in whole numbers", () => {
    expect(layoutOf(chart()).xaxis).toMatchObject({ dtick: 1, tickformat: ",d" });
    const long = { name: "step", role: "step", x: [0, 3000], y: [1, 1] } as const;
    expect(layoutOf(chart({ series: [long] })).xaxis).toMatchObject({ nticks: 6, tickformat: ",d" });
  });

  test("keeps reference lines away from its frame on a logarithmic axis, with regular numbers", () => {
    const { range = [0, 0], tickvals } = layoutOf(chart(), "log").yaxis;
    const place = (value: number) => (Math.log10(value) - range[0]) / (range[1] - range[0]);
    expect(place(90)).toBeGreaterThan(0.15);
    expect(place(103.9)).toBeLessThan(0.85);
    expect(tickvals).toEqual([80, 100, 120, 140]);
  });
});
