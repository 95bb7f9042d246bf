import { expect, test } from "vitest";
import { curvesCsv } from "./curves-csv.ts";

test("one row per step and one per epoch, times in separate columns", () => {
  const csv = curvesCsv([
    { kind: "epoch", stage: "direction", step: 0, epoch: 0, meanLoss: null, validation: null },
    {
      kind: "step",
      stage: "direction",
      step: 1,
      epoch: 0.5,
      loss: 3.25,
      gradientNorm: 0.75,
      rate: 1e-5,
      stepMilliseconds: 12.3456,
      dataWaitMilliseconds: 1,
      memoryBytes: 0,
    },
    {
      kind: "epoch",
      stage: "direction",
      step: 2,
      epoch: 1,
      meanLoss: 3,
      validation: {
        loss: 2.5,
        angleRmsDegrees: 88.5,
        fractionAbove22: 0.9,
        fractionAbove45: 0.8,
        kaggle: 0.5,
        cellsGate: "true",
        components: { kaggle: 0.5, ap50: 0.625, ap75: 0.5, f1: 0.5, pq: 0.5 },
      },
    },
  ]);
  const [header, ...rows] = csv
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  const named = rows.map((row) => Object.fromEntries(row.map((cell, index) => [header[index], cell])));
  expect(rows.every(({ length }) => length === header.length)).toBe(true);
  expect(named[1]).toMatchObject({
    stage: "direction",
    row: "step",
    step: "1",
    stepLoss: "3.25",
    gradientNorm: "0.75",
    lossUnit: "rad^2",
    learningRate: "0.00001",
    stepMilliseconds: "12.346",
    validationLoss: "",
  });
  expect(named[2]).toMatchObject({
    row: "epoch",
    stepLoss: "",
    gradientNorm: "",
    epochMeanLoss: "3",
    validationLoss: "2.5",
    validationAngleRmsDegrees: "88.5",
    validationIou: "",
    validationKaggle: "0.5",
    validationCellsGate: "true",
    validationComponentsKaggle: "0.5",
    validationComponentsAp50: "0.625",
    stepMilliseconds: "",
  });
});

test("rows of a stage have the unit of the loss that trained it", () => {
  const csv = curvesCsv([
    {
      kind: "epoch",
      stage: "direction",
      step: 0,
      epoch: 0,
      meanLoss: null,
      validation: null,
      lossKind: "arccosine",
    },
    { kind: "epoch", stage: "direction", step: 1, epoch: 1, meanLoss: 1, validation: null },
    { kind: "epoch", stage: "energy", step: 1, epoch: 1, meanLoss: 1, validation: null },
  ]);
  const units = csv
    .trimEnd()
    .split("\n")
    .map((line) => line.split(",")[5]);
  expect(units).toEqual(["lossUnit", "rad^2 px", "rad^2 px", "nat"]);
});

test("a second validation has columns of its own at the end, which are absent without one", () => {
  const row = { kind: "epoch", stage: "semantic", step: 2, epoch: 1, meanLoss: 1 } as const;
  const second = { loss: 0.75, iou: 0.25, on: "augmented" };
  const csv = curvesCsv([{ ...row, validation: { loss: 0.5, on: "whole", second } }]);
  const [header, cells] = csv
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  const named = Object.fromEntries(header.map((name, index) => [name, cells[index]]));
  expect(named).toMatchObject({
    validationLoss: "0.5",
    validationOn: "whole",
    secondValidationOn: "augmented",
    secondValidationLoss: "0.75",
    secondValidationIou: "0.25",
  });
  expect(curvesCsv([{ ...row, validation: { loss: 0.5 } }])).not.toContain("secondValidation");
});
