import { describe, expect, it } from "vitest";
import { chartLines } from "./chart-lines.ts";
import { groupName } from "./group-name.ts";
import type { RunSeries } from "./run-series.ts";
import { stageAxis } from "./stage-axis.ts";

const series = (stage: RunSeries["stage"], places: number[], values: number[]): RunSeries => {
  const at = Float64Array.from(places);
  return {
    measure: "iou",
    stage,
    validation: 0,
    on: "",
    at: { step: at, epoch: at, time: at },
    values: Float64Array.from(values),
  };
};

describe("lines of a chart", () => {
  const long = [series("semantic", [1, 4], [0, 1]), series("direction", [1, 2], [5, 6])];
  const short = [series("semantic", [1, 2], [2, 3])];

  it("begin at the same place for equal stages of all runs", () => {
    const parts = stageAxis([short, long], "step", null);
    expect(parts).toEqual([
      { stage: "semantic", from: 0, to: 4 },
      { stage: "direction", from: 4, to: 6 },
    ]);
    const run = { key: "a", name: "a", label: "a", colour: 0, members: [long] };
    const lines = chartLines(run, "iou", { axis: "step", parts, smoothing: 0.9 });
    expect(lines.map(({ x }) => [...Array.from(x)])).toEqual([
      [1, 4],
      [5, 6],
    ]);
    expect(lines.every(({ isSmoothed, raw, band }) => !isSmoothed && raw === null && band === null)).toBe(
      true,
    );
    expect(stageAxis([short, long], "step", "direction")).toEqual([{ stage: "direction", from: 0, to: 2 }]);
  });

  it("are the mean of a group with its standard deviation, where at least two runs have a value", () => {
    const members = [[series("semantic", [1, 2, 3], [1, 2, 3])], [series("semantic", [1, 2], [3, 4])]];
    const parts = stageAxis(members, "step", null);
    const group = { key: "g", name: "g", label: "g", colour: 0, members };
    const [line] = chartLines(group, "iou", { axis: "step", parts, smoothing: 0 });
    expect([...Array.from(line.x)]).toEqual([1, 2]);
    expect([...Array.from(line.y)]).toEqual([2, 3]);
    expect(line.band?.high[0]).toBeCloseTo(2 + Math.SQRT2, 12);
  });

  it("are smoothed with the measured values behind, unless they are few", () => {
    const values = Array.from({ length: 60 }, (_, index) => index % 2);
    const run = {
      key: "a",
      name: "a",
      label: "a",
      colour: 0,
      members: [
        [
          series(
            "semantic",
            Array.from(values, (_, index) => index + 1),
            values,
          ),
        ],
      ],
    };
    const parts = stageAxis(run.members, "step", null);
    const [line] = chartLines(run, "iou", { axis: "step", parts, smoothing: 0.9 });
    expect(line.isSmoothed).toBe(true);
    expect([...Array.from(line.raw ?? [])]).toEqual(values);
    expect(line.y[59]).toBeGreaterThan(0.4);
    expect(line.y[59]).toBeLessThan(0.6);
    const [measured] = chartLines(run, "iou", { axis: "step", parts, smoothing: 0 });
    expect(measured.raw).toBeNull();
  });
});

describe("name of a group", () => {
  it("is what the names of its runs have in common, or the first", () => {
    expect(groupName(["Crop 64, seed 1", "Crop 64, seed 2"])).toBe("Crop 64 · 2 seeds");
    expect(groupName(["Rotation, stale, seed 1", "Rotation, stale, seed 12"])).toBe(
      "Rotation, stale · 2 seeds",
    );
    expect(groupName(["quiet heron", "brave fox", "calm owl"])).toBe("quiet heron · 3 seeds");
    expect(groupName(["same", "same"])).toBe("same · 2 seeds");
  });
});
