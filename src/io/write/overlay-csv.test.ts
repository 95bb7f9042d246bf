import Papa from "papaparse";
import { expect, it } from "vitest";
import { writeOverlayCsv } from "./overlay-csv.ts";

const places = Float64Array.of(1, 2);
const line = {
  run: "a run",
  stage: "Direction",
  measure: "Training loss",
  validation: "",
  at: { step: places, epoch: Float64Array.of(0.5, 1), time: Float64Array.of(0.25, 0.5) },
  values: Float64Array.of(-1.5, Number.NaN),
};

const read = (text: string) =>
  Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;

it("is a row per point with its place on every axis", () => {
  const [first, second, ...others] = read(writeOverlayCsv({ lines: [line] }));
  expect(others).toEqual([]);
  expect(first).toEqual({
    run: "a run",
    stage: "Direction",
    measure: "Training loss",
    validation: "",
    step: "1",
    epoch: "0.5",
    trainingSeconds: "0.25",
    value: "-1.5",
  });
  expect(second.value).toBe("NaN");
});

it("keeps any name in its cell, and none is a formula", () => {
  const names = ['a, "quoted" name', "two\nlines", "=1+1", "+1", "-1", "@sum", "\ttab"];
  const rows = read(writeOverlayCsv({ lines: names.map((run) => ({ ...line, run })) }));
  expect(rows.map(({ run }) => run).filter((_, index) => index % 2 === 0)).toEqual([
    'a, "quoted" name',
    "two\nlines",
    "'=1+1",
    "'+1",
    "'-1",
    "'@sum",
    "'\ttab",
  ]);
});

it("has columns for smoothed values and spread where there are any, and leaves unknown places empty", () => {
  const mean = { ...line, at: { epoch: places }, values: places, spread: Float64Array.of(0.5, 0.25) };
  const rows = read(writeOverlayCsv({ lines: [{ ...line, smoothed: places }, mean] }));
  expect(rows.map(({ step, epoch, smoothed, spread }) => [step, epoch, smoothed, spread])).toEqual([
    ["1", "0.5", "1", ""],
    ["2", "1", "2", ""],
    ["", "1", "", "0.5"],
    ["", "2", "", "0.25"],
  ]);
});
