import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChartLine } from "../../core/curves/chart-lines.ts";
import type { RunSeries } from "../../core/curves/run-series.ts";
import { smoothSeries } from "../../core/curves/smooth-series.ts";
import { axisUnit, placeText } from "./axis-unit.ts";
import { chartColumns } from "./chart-columns.ts";
import { chartNote } from "./chart-note.ts";
import { chartPlot, type SharedAxis } from "./chart-plot.ts";
import { scaleOf, valueRange, visibleIndices } from "./chart-scale.ts";
import { placeTicks, valueTicks } from "./chart-ticks.ts";
import { readLines } from "./read-lines.ts";
import { sharedAxis } from "./shared-axis.ts";

const line = (key: string, x: number[], y: number[], rest: Partial<ChartLine> = {}): ChartLine => ({
  key,
  stage: "semantic",
  validation: 0,
  on: "",
  x,
  y,
  isSmoothed: false,
  raw: null,
  band: null,
  ...rest,
});

const axis: SharedAxis = {
  parts: [
    { stage: "semantic", from: 0, to: 100 },
    { stage: "direction", from: 100, to: 150 },
  ],
  unit: axisUnit("step", 100),
  shown: [0, 150],
  logX: false,
  logY: false,
};

describe("scales", () => {
  it("place values, and find them again, on both kinds of axis", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.double({ min: 0.01, max: 100, noNaN: true }), (isLog, value) => {
        const scale = scaleOf([0.01, 100], isLog, 200, 20);
        const place = scale.at(value);
        expect(place).toBeGreaterThanOrEqual(20 - 1e-9);
        expect(place).toBeLessThanOrEqual(200 + 1e-9);
        expect(scale.valueAt(place)).toBeCloseTo(value, 6);
      }),
    );
  });

  it("show the lines in the visible part, and the point before and after it", () => {
    const one = line("a", [1, 2, 3, 4, 5], [9, 1, 2, 3, 99]);
    expect(visibleIndices(one, [2.5, 3.5])).toEqual([1, 4]);
    expect(valueRange([one], [2.5, 3.5], false)).toEqual([0, 3 * 1.06]);
    expect(valueRange([line("a", [1], [Number.NaN])], [0, 2], false)).toBeNull();
    expect(valueRange([line("a", [1], [0])], [0, 2], true)).toBeNull();
  });

  it("take values that differ only by rounding as equal", () => {
    const values = Array.from(smoothSeries(new Float64Array(200).fill(0.7), 0.9));
    expect(new Set(values).size).toBeGreaterThan(1);
    const range = valueRange([line("a", [...values.keys()], values)], [0, 200], false) ?? [0, 0];
    expect(range[0]).toBeCloseTo(0.35, 9);
    expect(range[1]).toBeCloseTo(1.05, 9);
  });
});

describe("numbers beside the axes", () => {
  it("count every stage from its own start", () => {
    const ticks = placeTicks(scaleOf(axis.shown, false, 0, 600), axis.parts, axis.unit);
    expect(ticks.map(({ text }) => text)).toEqual(["0", "20", "40", "60", "80", "100", "20", "40"]);
    expect(ticks.at(-1)?.at).toBeCloseTo(560, 9);
  });

  it("have a common factor where they are small", () => {
    const { ticks, factor } = valueTicks(scaleOf([0, 2.1e-3], false, 100, 0), 100);
    expect(factor).toBe("×10⁻³");
    expect(ticks.map(({ text }) => text)).toEqual(["0", "1", "2"]);
    expect(valueTicks(scaleOf([0, 2], false, 100, 0), 100).factor).toBe("");
  });

  it("are in the unit of the time", () => {
    expect(placeText(90, axisUnit("time", 100))).toBe("90");
    expect(placeText(90, axisUnit("time", 1000))).toBe("1.5");
    expect(axisUnit("time", 10_000).unit).toBe(" h");
    expect(placeText(12_345, axisUnit("step", 20_000))).toBe("12,345");
  });
});

describe("the horizontal axis", () => {
  const at = (places: number[]) => {
    const values = Float64Array.from(places);
    return { step: values, epoch: values, time: values };
  };
  const series = (stage: RunSeries["stage"], places: number[]): RunSeries => ({
    measure: "trainingLoss",
    stage,
    validation: 0,
    on: "",
    at: at(places),
    values: Float64Array.from(places),
  });
  const runs = [[series("semantic", [0.5, 1, 80]), series("direction", [2, 4, 100])]];
  const choice = { axis: "step", stage: "direction", logX: true, logY: false, zoom: null } as const;

  it("begins with the first place above 0 of the drawn stage if it is logarithmic", () => {
    expect(sharedAxis(runs, choice).shown).toEqual([2, 100]);
  });

  it("can be logarithmic in a part that begins at 0", () => {
    expect(sharedAxis(runs, { ...choice, zoom: [0, 50] }).shown).toEqual([2, 50]);
    expect(sharedAxis(runs, { ...choice, zoom: [0, 1] }).shown).toEqual([2, 100]);
    expect(sharedAxis(runs, { ...choice, logX: false, zoom: [0, 50] }).shown).toEqual([0, 50]);
  });
});

describe("values at the hover line", () => {
  const lines = [
    line("a", [10, 20, 30], [1, 2, Number.NaN]),
    line("b", [10, 100], [5, 6]),
    line("b", [110, 120], [7, 8], { stage: "direction", band: { low: [6, 7], high: [8, 9] } }),
  ];

  it("are those of the nearest point of the stage there, of runs that reach it", () => {
    const values = (at: number | null) =>
      readLines(lines, axis.parts, at).map(({ line: { key }, value, spread }) => [key, value, spread]);
    expect(values(19)).toEqual([
      ["a", 2, null],
      ["b", 5, null],
    ]);
    expect(values(80)).toEqual([["b", 6, null]]);
    expect(values(121)).toEqual([["b", 8, 1]]);
    expect(values(null)).toEqual([
      ["a", Number.NaN, null],
      ["b", 8, 1],
    ]);
  });
});

describe("a chart", () => {
  const drawn = new Map(
    ["a", "b"].map((key, colour) => [key, { key, name: key, label: key, colour, members: [] }]),
  );

  it("draws every line in the plot, with its name at its end, and marks where numbers end", () => {
    const lines = [line("a", [0, 50, 100], [1, 2, Number.NaN]), line("b", [0, 100], [3, 1])];
    const plot = chartPlot(lines, drawn, axis, { width: 600, height: 240 });
    expect(plot?.labels.map(({ key }) => key)).toEqual(expect.arrayContaining(["a", "b"]));
    expect(plot?.paths.map(({ isLost }) => isLost)).toEqual([true, false]);
    expect(plot?.stages.map(({ part }) => part.stage)).toEqual(["semantic", "direction"]);
    expect(plot?.paths.every(({ main }) => /^M[\d. L-]+$/.test(main))).toBe(true);
  });

  it("fills a band down to a logarithmic axis where its lower edge is not above 0", () => {
    const band = { low: [-1, 0.5, -2], high: [4, 5, 6] };
    const wide = line("a", [0, 50, 100], [1, 2, 2], { band });
    const plot = chartPlot([wide], drawn, { ...axis, logY: true }, { width: 600, height: 240 });
    const corners = plot?.paths[0].band
      ?.match(/[\d.-]+ [\d.-]+/g)
      ?.map((text) => text.split(" ").map(Number));
    expect(corners).toHaveLength(6);
    const bottom = (plot?.box.top ?? 0) + (plot?.box.height ?? 0);
    for (const [, y] of [corners?.[3], corners?.[5]].map((corner) => corner ?? []))
      expect(y).toBeGreaterThanOrEqual(bottom);
  });

  it("tells of measured values behind smoothed lines only where they are drawn", () => {
    const band = { low: [0, 1], high: [2, 3] };
    const mean = line("a", [0, 1], [1, 2], { isSmoothed: true, band });
    const single = line("b", [0, 1], [1, 2], { isSmoothed: true, raw: [1, 3] });
    expect(chartNote("trainingLoss", [mean], 0.9, false)).toBe("smoothed 0.9 · mean ± 1 sd of seeds");
    expect(chartNote("trainingLoss", [single], 0.9, false)).toBe("smoothed 0.9, as measured behind");
  });

  it("draws a long line with about two points per px, and its extremes", () => {
    const x = Array.from({ length: 100_000 }, (_, index) => (150 * index) / 100_000);
    const y = x.map((_, index) => (index === 77_777 ? 50 : Math.sin(index)));
    const plot = chartPlot([line("a", x, y)], drawn, axis, { width: 600, height: 240 });
    const points = plot?.paths[0].main.split("L") ?? [];
    expect(points.length).toBeLessThan(1300);
    const heights = points.map((point) => Number(point.split(" ")[1]));
    expect(Math.min(...heights)).toBeCloseTo(plot?.scales.y.at(50) ?? 0, 0);
  });

  it("leaves no gap in the last row", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 200, max: 2600 }), (count, width) => {
        const { columns, lastSpan } = chartColumns(count, width);
        expect((count + lastSpan - 1) % columns).toBe(0);
        expect(columns === 1 || width / columns >= 400).toBe(true);
      }),
    );
  });
});
