import { describe, expect, it } from "vitest";
import type { CurveRow, StepRow } from "../runs/curve-row.ts";
import { runSeries } from "./run-series.ts";

const step = (changes: Partial<StepRow>): StepRow => ({
  kind: "step",
  stage: "direction",
  step: 1,
  epoch: 0.5,
  loss: 1,
  gradientNorm: 1,
  rate: 0.1,
  stepMilliseconds: 400,
  dataWaitMilliseconds: 100,
  memoryBytes: 0,
  ...changes,
});

const epoch = (at: number, validation: object | null): CurveRow =>
  ({ kind: "epoch", stage: "direction", step: at, epoch: at / 2, meanLoss: 1, validation }) as CurveRow;

describe("curves of a run", () => {
  it("are placed by step, epoch and time in training", () => {
    const rows = [
      epoch(0, { loss: 3, angleRmsDegrees: 90 }),
      step({}),
      step({ step: 2, epoch: 1, loss: Number.NaN, rate: 0.2, stepMilliseconds: 1500 }),
      epoch(2, { loss: 2, angleRmsDegrees: 45 }),
    ];
    const series = runSeries(rows);
    const of = (measure: string) => series.find((one) => one.measure === measure);
    expect(series.map(({ measure }) => measure)).toEqual(["trainingLoss", "rate", "loss", "angleRmsDegrees"]);
    expect(of("trainingLoss")?.values).toEqual(Float64Array.of(1, Number.NaN));
    expect(of("rate")?.values).toEqual(Float64Array.of(0.1, 0.2));
    expect(of("rate")?.at).toEqual({
      step: Float64Array.of(1, 2),
      epoch: Float64Array.of(0.5, 1),
      time: Float64Array.of(0.5, 2.1),
    });
    expect(of("angleRmsDegrees")?.at.time).toEqual(Float64Array.of(0, 2.1));
  });

  it("have the second of two validations apart, with what it measured", () => {
    const rows = [
      epoch(1, { loss: 2, on: "centre 96 px", second: { loss: 5, on: "tiles 256 px" } }),
      epoch(2, { loss: 1, on: "centre 96 px", second: null }),
    ];
    const series = runSeries(rows);
    expect(series.map(({ validation, on, values }) => [validation, on, [...values]])).toEqual([
      [0, "centre 96 px", [2, 1]],
      [1, "tiles 256 px", [5]],
    ]);
  });

  it("start again in every stage, in the order of the pipeline", () => {
    const rows = [step({ step: 2 }), step({ step: 1 }), step({ stage: "semantic", step: 7 })];
    const losses = runSeries(rows).filter(({ measure }) => measure === "trainingLoss");
    expect(losses.map(({ stage, at }) => [stage, [...at.step], [...at.time]])).toEqual([
      ["semantic", [7], [0.5]],
      ["direction", [1, 2], [0.5, 1]],
    ]);
  });

  it("are none without rows", () => {
    expect(runSeries([])).toEqual([]);
  });
});
