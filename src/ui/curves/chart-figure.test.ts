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
  spans: [{ stage: "Direction", title: "Direction", shortTitle: "Dir.", short: "Dir.", from: 0, to: 1 }],
  ...more,
});

const WIDE = { width: 640, height: 240 };

const layoutOf = (data: CurveChartData, scale: "linear" | "log" = "linear", size = WIDE) =>
  chartFigure(data, COLOURS, { scale, size }, 1).layout;

/** Sizes of charts from a small window to a large one, px. */
const SIZES = [
  { width: 290, height: 150 },
  { width: 340, height: 170 },
  { width: 560, height: 300 },
  { width: 900, height: 420 },
];

/** Least width of a letter and height of a line of the labels, px. */
const LETTER = 5;
const LINE = 11;

const STAGES = ["Cell mask", "Direction", "Depth", "All together"].map((stage, index) => ({
  stage,
  title: index < 2 ? `${stage} (14:32)` : stage,
  shortTitle: ["Mask (14:32)", "Dir. (14:32)", "Depth", "All"][index],
  short: ["Mask", "Dir.", "Depth", "All"][index],
  from: 1000 * index,
  to: 1000 * (index + 1),
}));

describe("the figure of a chart", () => {
  test("has the labels of its lines in the right margin, and no such margin without lines", () => {
    const { annotations, margin } = layoutOf(chart());
    const [, zero, random] = annotations;
    for (const one of [zero, random]) expect(one).toMatchObject({ xref: "paper", x: 1, xanchor: "left" });
    expect(margin.r).toBeGreaterThan(80);
    expect(layoutOf(chart({ references: [] })).margin.r).toBeLessThan(20);
  });

  test("keeps labels of lines apart at any size, those of the last stage where several have lines", () => {
    for (const size of SIZES) {
      for (const scale of ["linear", "log"] as const) {
        for (const second of [0.3, 0.42, 0.44]) {
          const references = STAGES.slice(2).flatMap(({ from, to }, stage) => [
            { value: 0.44 + stage / 9, label: `components, AP50 ${stage}`, from, to },
            { value: second, label: `components, Kaggle ${stage}`, from, to },
          ]);
          const { annotations, margin, shapes, yaxis } = layoutOf(
            chart({ spans: STAGES, references }),
            scale,
            size,
          );
          const labels = annotations.filter(({ xref }) => xref === "paper");
          expect(labels.map(({ text }) => text)).toEqual(["components<br>Kaggle 1", "components<br>AP50 1"]);
          const [low, high] = yaxis.range ?? [0, 0];
          const height = size.height - margin.t - margin.b;
          const [lower, upper] = labels.map(
            ({ y, yshift = 0 }) => (height * (y - low)) / (high - low) + yshift,
          );
          expect(upper - lower).toBeGreaterThanOrEqual(2 * LINE);
          expect(lower).toBeGreaterThanOrEqual(LINE);
          expect(upper).toBeLessThanOrEqual(height - LINE);
          // The lines themselves are drawn for every stage, each kind with its dash.
          const dashes = shapes.filter(({ yref }) => yref === "y").map(({ line }) => line.dash);
          expect(dashes).toEqual(["dash", "dot", "dash", "dot"]);
        }
      }
    }
  });

  test("names stages only where their names do not touch, without the time before not at all", () => {
    const shown = SIZES.map((size) => {
      const { annotations, margin } = layoutOf(chart({ spans: STAGES, references: [] }), "linear", size);
      const perStep = (size.width - margin.l - margin.r) / 4000;
      let end = 0;
      for (const { text, x } of annotations) {
        const half = (text.length * LETTER) / 2;
        expect(x * perStep - half).toBeGreaterThan(end);
        end = x * perStep + half;
      }
      return annotations.map(({ text }) => text);
    });
    expect(shown[0]).toEqual(["Mask", "Dir.", "Depth", "All"]);
    expect(shown[1]).toEqual(["Cell mask", "Direction", "Depth", "All"]);
    expect(shown[3]).toEqual(["Cell mask (14:32)", "Direction (14:32)", "Depth", "All together"]);
  });

  test("separates stages by a line and names those with room for it", () => {
    const spans = [
      { stage: "Cell mask", title: "Cell mask", shortTitle: "Mask", short: "Mask", from: 0, to: 400 },
      { stage: "Direction", title: "Direction", shortTitle: "Dir.", short: "Dir.", from: 400, to: 800 },
      { stage: "Depth", title: "Depth", shortTitle: "Depth", short: "Depth", from: 800, to: 810 },
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
    const spans = [
      { stage: "Direction", title: "Direction", shortTitle: "Dir.", short: "Dir.", from: 0, to: 3000 },
    ];
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
