import { describe, expect, test } from "vitest";
import type { EpochRow, StepRow } from "../../state/run-log.ts";
import { onScale, runCurves } from "./run-curves.ts";

const step = (stage: StepRow["stage"], at: number, loss: number): StepRow => ({
  kind: "step",
  stage,
  step: at,
  epoch: at / 2,
  loss,
  gradientNorm: 1,
  rate: at / 1000,
  stepMilliseconds: 1,
  dataWaitMilliseconds: 0,
  memoryBytes: 0,
});

const epoch = (stage: StepRow["stage"], at: number, rest: Partial<EpochRow>): EpochRow => ({
  kind: "epoch",
  stage,
  step: at,
  epoch: at / 2,
  meanLoss: null,
  validation: null,
  ...rest,
});

const STEPS = [step("semantic", 1, 0.7), step("direction", 1, 3), step("direction", 2, 1)];
const EPOCHS = [
  epoch("direction", 0, { validation: { loss: 3, angleRmsDegrees: 99 } }),
  epoch("direction", 2, { meanLoss: (Math.PI / 2) ** 2, validation: { loss: 1, angleRmsDegrees: 57 } }),
];

describe("curves of a run", () => {
  test("contain the steps and epochs of their own stage only", () => {
    const { loss, rate } = runCurves("direction", "true", STEPS, EPOCHS);
    expect(loss.series.map(({ x, y }) => [x, y])).toEqual([
      [
        [1, 2],
        [3, 1],
      ],
      [[2], [(Math.PI / 2) ** 2]],
      [
        [0, 2],
        [3, 1],
      ],
    ]);
    expect(rate.series[0].y).toEqual([0.001, 0.002]);
  });

  test("a training loss of (π/2)² is 90°, and the chance levels have their theoretical values", () => {
    const { loss, metric } = runCurves("direction", "true", STEPS, EPOCHS);
    expect(metric.series[0].y[0]).toBeCloseTo(90, 10);
    expect(metric.series[1].y).toEqual([99, 57]);
    expect(loss.references.map(({ label }) => label)).toEqual([
      "zero output 2.467",
      "random direction 3.290",
    ]);
    expect(metric.references.map(({ label }) => label)).toEqual([
      "zero output 90.0°",
      "random direction 103.9°",
    ]);
  });

  test("cells have their mask in the title and its connected components as reference lines", () => {
    const shares = { kaggle: 0.8583, ap50: 0.9333, ap75: 0.9, f1: 0.9, pq: 0.8 };
    const counted = (cellsGate: "true" | "predicted", components: typeof shares | null) =>
      epoch("direction", 4, { validation: { loss: 1, ...shares, cellsGate, components } });
    const { cells } = runCurves("direction", "true", STEPS, [...EPOCHS, counted("true", shares)]);
    expect(cells.title).toBe("Cells, with the true mask");
    expect(cells.series.map(({ x, y }) => [x, y])).toEqual([
      [[4], [0.8583]],
      [[4], [0.9333]],
    ]);
    expect(cells.references).toEqual([
      { value: 0.9333, label: "components of the same mask, AP50 0.933" },
      { value: 0.8583, label: "components of the same mask, Kaggle 0.858" },
    ]);
    const alike = counted("true", { ...shares, kaggle: 0.9333 });
    expect(runCurves("direction", "true", STEPS, [alike]).cells.references).toEqual([
      { value: 0.9333, label: "components of the same mask 0.933" },
    ]);
    const ofNothing = counted("true", { ...shares, kaggle: 0, ap50: 0 });
    const { cells: nothing } = runCurves("direction", "true", STEPS, [ofNothing]);
    expect(onScale(nothing, "linear").references).toEqual([
      { value: 0, label: "components of the same mask 0.000" },
    ]);
    expect(onScale(nothing, "log").references).toEqual([]);
    const predicted = runCurves("direction", "true", STEPS, [...EPOCHS, counted("predicted", shares)]).cells;
    expect(predicted.title).toBe("Cells, with the predicted mask");
    expect(runCurves("direction", "true", STEPS, EPOCHS).cells).toMatchObject({
      title: "Cells found",
      references: [],
    });
  });

  test("a stage without rows is empty", () => {
    const { loss, metric, rate } = runCurves("energy", "true", STEPS, EPOCHS);
    for (const chart of [loss, metric, rate]) for (const series of chart.series) expect(series.y).toEqual([]);
  });
});
