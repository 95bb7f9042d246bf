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
  series: [{ name: "validation", role: "validation", stage: "Direction", x: [0, 1], y: [95, 93] }],
  references: [
    { value: 90, label: "zero output 90°", from: 0, to: 1 },
    { value: 103.9, label: "random 104°", from: 0, to: 1 },
  ],
  spans: [{ stage: "Direction", title: "Direction", from: 0, to: 1 }],
  ...more,
});

const layoutOf = (data: CurveChartData, scale: "linear" | "log" = "linear") =>
  chartFigure(data, COLOURS, scale, 1).layout;

describe("the figure of a chart", () => {
  test("has the labels of its lines in the right margin, those of two close lines apart", () => {
    const { annotations, margin } = layoutOf(chart());
    const [, zero, random] = annotations;
    for (const one of [zero, random]) expect(one).toMatchObject({ xref: "paper", x: 1, xanchor: "left" });
    expect(random.yshift! - zero.yshift!).toBeGreaterThan(10);
    expect(margin.r).toBeGreaterThan(80);
    expect(layoutOf(chart({ references: [] })).margin.r).toBeLessThan(20);
  });

  test("separates stages by a line and names those with room for it", () => {
    const spans = [
      { stage: "Cell mask", title: "Cell mask", from: 0, to: 400 },
      { stage: "Direction", title: "Direction", from: 400, to: 800 },
      { stage: "Depth", title: "Depth", from: 800, to: 810 },
    ];
    const { annotations, shapes, xaxis } = layoutOf(chart({ spans, references: [] }));
    expect(shapes.map(({ x0, x1, yref }) => [x0, x1, yref])).toEqual([
      [400, 400, "paper"],
      [800, 800, "paper"],
    ]);
    expect(annotations.map(({ text, x }) => [text, x])).toEqual([
      ["Cell mask", 200],
      ["Direction", 600],
    ]);
    expect(xaxis.range).toEqual([0, 810]);
  });

  test("puts the title of its vertical axis above it, where it is never cut off", () => {
    const { annotations, yaxis } = layoutOf(chart());
    expect(annotations[0]).toMatchObject({ text: "0.6 CE + 0.4 (1 − Dice)", x: 0, y: 1, yanchor: "bottom" });
    expect(yaxis.title?.text).toBe("");
  });

  test("counts steps in whole numbers", () => {
    expect(layoutOf(chart()).xaxis).toMatchObject({ dtick: 1, tickformat: ",d" });
    const spans = [{ stage: "Direction", title: "Direction", from: 0, to: 3000 }];
    expect(layoutOf(chart({ spans })).xaxis).toMatchObject({ nticks: 6, tickformat: ",d" });
  });

  test("keeps reference lines away from its frame on a logarithmic axis, with regular numbers", () => {
    const { range = [0, 0], tickvals } = layoutOf(chart(), "log").yaxis;
    const place = (value: number) => (Math.log10(value) - range[0]) / (range[1] - range[0]);
    expect(place(90)).toBeGreaterThan(0.15);
    expect(place(103.9)).toBeLessThan(0.85);
    expect(tickvals).toEqual([80, 100, 120, 140]);
  });
});
