import { describe, expect, test } from "vitest";
import type { EpochRow, StepRow } from "../../core/runs/curve-row.ts";
import { onScale, runCurves } from "./run-curves.ts";
import { stageSpans } from "./stage-spans.ts";

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

const STEPS = [
  step("semantic", 1, 0.7),
  step("semantic", 4, 0.6),
  step("direction", 1, 3),
  step("direction", 2, 1),
];
const EPOCHS = [
  epoch("semantic", 4, { meanLoss: 0.6, validation: { loss: 0.5, iou: 0.8 } }),
  epoch("direction", 0, { validation: { loss: 3, angleRmsDegrees: 99 } }),
  epoch("direction", 2, { meanLoss: (Math.PI / 2) ** 2, validation: { loss: 1, angleRmsDegrees: 57 } }),
];

const curvesOf = (steps: readonly StepRow[], epochs: readonly EpochRow[]) =>
  runCurves(stageSpans([...steps, ...epochs], null), steps, epochs);

describe("the time axis", () => {
  test("has the stages one after another, in the order of the pipeline", () => {
    expect([...stageSpans([...EPOCHS, ...STEPS], null).values()]).toEqual([
      { stage: "Cell mask", title: "Cell mask", shortTitle: "Mask", short: "Mask", from: 0, to: 4 },
      { stage: "Direction", title: "Direction", shortTitle: "Dir.", short: "Dir.", from: 4, to: 6 },
    ]);
  });

  test("gives a stage in training its final length, and a stage of an earlier run its time", () => {
    const spans = stageSpans(STEPS, { stage: "direction", steps: 50 }, (stage) =>
      stage === "semantic" ? " (12:48)" : "",
    );
    expect([...spans.values()]).toEqual([
      {
        stage: "Cell mask",
        title: "Cell mask (12:48)",
        shortTitle: "Mask (12:48)",
        short: "Mask",
        from: 0,
        to: 4,
      },
      { stage: "Direction", title: "Direction", shortTitle: "Dir.", short: "Dir.", from: 4, to: 54 },
    ]);
  });
});

describe("curves of a run", () => {
  test("have one series per stage, shifted to its part of the time axis", () => {
    const { loss, rate } = curvesOf(STEPS, EPOCHS);
    expect(loss.series.map(({ stage, name, x, y }) => [stage, name, x, y])).toEqual([
      ["Cell mask", "step", [1, 4], [0.7, 0.6]],
      ["Direction", "step", [5, 6], [3, 1]],
      ["Cell mask", "epoch mean", [4], [0.6]],
      ["Direction", "epoch mean", [6], [(Math.PI / 2) ** 2]],
      ["Cell mask", "validation", [4], [0.5]],
      ["Direction", "validation", [4, 6], [3, 1]],
    ]);
    expect(rate.series.map(({ y }) => y)).toEqual([
      [0.001, 0.004],
      [0.001, 0.002],
    ]);
  });

  test("a training loss of (π/2)² is 90°, and chance has its theoretical values, in its own stage", () => {
    const { loss, angle, pixels } = curvesOf(STEPS, EPOCHS);
    expect(angle.series[0].y[0]).toBeCloseTo(90, 10);
    expect(angle.series[1].y).toEqual([99, 57]);
    expect(loss.references.map(({ label, from, to }) => [label, from, to])).toEqual([
      ["zero output 2.47", 4, 6],
      ["random 3.29", 4, 6],
    ]);
    expect(angle.references.map(({ label }) => label)).toEqual(["zero output 90°", "random 104°"]);
    expect(pixels.series.map(({ name, x, y }) => [name, x, y])).toEqual([["mask IoU", [4], [0.8]]]);
  });

  test("two validations are told apart by letter, transform and role", () => {
    const second = { loss: 2, angleRmsDegrees: 70, zeroOutputLoss: 20, on: "augmented" };
    const first = { loss: 1, angleRmsDegrees: 50, zeroOutputLoss: 30, on: "tiles 64 px", second };
    const rows = [
      epoch("direction", 0, { validation: first, lossKind: "arccosine" }),
      epoch("direction", 2, { validation: { ...first, loss: 0.5, second: null } }),
    ];
    const { loss, angle } = curvesOf([], rows);
    expect(loss.series.map(({ name, role, x, y }) => [name, role, x, y])).toEqual([
      ["A: tiles 64 px", "validation", [0, 2], [1, 0.5]],
      ["B: augmented", "second", [0], [2]],
    ]);
    expect(angle.series.map(({ y }) => y)).toEqual([[50, 50], [70]]);
    const both = curvesOf([], rows.slice(0, 1)).loss.references;
    expect(both.map(({ label, value }) => [label, value])).toEqual([
      ["zero output, A 30.0", 30],
      ["zero output, B 20.0", 20],
    ]);
  });

  test("a summed loss has its own unit and no angle, and the line of a zero output on the validation images", () => {
    const rows = EPOCHS.filter(({ stage }) => stage === "direction").map((row) => ({
      ...row,
      lossKind: "arccosine" as const,
      validation: row.validation && { ...row.validation, zeroOutputLoss: 2930 },
    }));
    const { loss, angle } = curvesOf([], rows);
    expect(loss.yTitle).toBe("summed squared angle (rad² px)");
    expect(loss.references.map(({ label, value }) => [label, value])).toEqual([
      ["zero output, validation 2.93e+3", 2930],
    ]);
    expect(angle.series.map(({ name, y }) => [name, y])).toEqual([["validation", [99, 57]]]);
    expect(angle.references.map(({ label }) => label)).toEqual(["zero output 90°", "random 104°"]);
  });

  test("cells have their mask in the title and its connected components as reference lines", () => {
    const shares = { kaggle: 0.8583, ap50: 0.9333, ap75: 0.9, f1: 0.9, pq: 0.8 };
    const counted = (cellsGate: "true" | "predicted", components: typeof shares | null) =>
      epoch("direction", 4, { validation: { loss: 1, ...shares, cellsGate, components } });
    const { cells } = curvesOf([], [counted("true", shares)]);
    expect(cells.title).toBe("Cell scores, true mask");
    expect(cells.series.map(({ x, y }) => [x, y])).toEqual([
      [[4], [0.8583]],
      [[4], [0.9333]],
    ]);
    expect(cells.references).toEqual([
      { value: 0.9333, label: "components, AP50 0.933", from: 0, to: 4 },
      { value: 0.8583, label: "components, Kaggle 0.858", from: 0, to: 4 },
    ]);
    const alike = counted("true", { ...shares, kaggle: 0.9333 });
    expect(curvesOf([], [alike]).cells.references).toMatchObject([
      { value: 0.9333, label: "components 0.933" },
    ]);
    const { cells: nothing } = curvesOf([], [counted("true", { ...shares, kaggle: 0, ap50: 0 })]);
    expect(onScale(nothing, "linear").references).toMatchObject([{ value: 0, label: "components 0.000" }]);
    expect(onScale(nothing, "log").references).toEqual([]);
    expect(curvesOf([], [counted("predicted", shares)]).cells.title).toBe("Cell scores, predicted mask");
    expect(curvesOf(STEPS, EPOCHS).cells).toMatchObject({ title: "Cell scores", references: [] });
  });

  test("the planned learning rates lie over those of the steps, up to the end of the stage", () => {
    const schedule = { kind: "constant", learningRate: 0.5 } as const;
    const plans = {
      semantic: { schedule, steps: 3, stepsPerEpoch: 2 },
      direction: { schedule, steps: 900, stepsPerEpoch: 2 },
      energy: { schedule, steps: 3, stepsPerEpoch: 2 },
    };
    const { rate } = runCurves(stageSpans(STEPS, null), STEPS, [], plans);
    expect(rate.series.filter(({ role }) => role === "plan")).toEqual([
      { name: "planned", role: "plan", stage: "Cell mask", x: [1, 2, 3], y: [0.5, 0.5, 0.5] },
      // Stopped after 2 of 900 steps.
      { name: "planned", role: "plan", stage: "Direction", x: [5, 6], y: [0.5, 0.5] },
    ]);
  });

  test("the vertical axis of one stage has the unit of its loss", () => {
    expect(curvesOf([step("direction", 1, 3)], []).loss.yTitle).toBe("squared angle (rad²)");
    expect(curvesOf(STEPS, EPOCHS).loss.yTitle).toBe("loss");
  });

  test("without rows there are no series", () => {
    for (const chart of Object.values(curvesOf([], []))) expect(chart.series).toEqual([]);
  });
});
