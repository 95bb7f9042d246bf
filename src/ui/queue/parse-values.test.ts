import fc from "fast-check";
import { expect, it } from "vitest";
import { RECIPES } from "../../core/recipe/presets.ts";
import { type NumberValues, settingFields } from "../../core/recipe/setting-fields.ts";
import { parseValues } from "./parse-values.ts";

const fields = settingFields(RECIPES.quick);

function allowed(label: string): NumberValues {
  const values = fields.find((field) => field.label === label)?.values;
  if (values?.kind !== "number") throw new Error(label);
  return values;
}

const read = (label: string, text: string) => parseValues(text, allowed(label));
const valuesOf = (label: string, text: string) => read(label, text).values.map(({ value }) => value);
const problemsOf = (label: string, text: string) => read(label, text).problems;

it("reads lists with commas, semicolons or spaces, exponents, units and fractions", () => {
  expect(valuesOf("Crop", "64, 128 px,256")).toEqual([64, 128, 256]);
  expect(valuesOf("Crop", "64 128")).toEqual([64, 128]);
  expect(valuesOf("Peak learning rate, Direction", "1e-3; 0,002; 10^-2")).toEqual([1e-3, 2e-3, 1e-2]);
  expect(valuesOf("Direction Net width m", "1/8, 1/4, 1")).toEqual([0.125, 0.25, 1]);
  expect(valuesOf("Crop", " , ")).toEqual([]);
});

it("writes ranges of whole numbers out", () => {
  expect(valuesOf("Batch", "1-3, 8")).toEqual([1, 2, 3, 8]);
  expect(valuesOf("Batch", "2..4")).toEqual([2, 3, 4]);
  expect(problemsOf("Batch", "1-100000000")).toHaveLength(1);
  expect(problemsOf("Batch", "5-1")).toHaveLength(1);
});

it("reads per cent where the page shows per cent, and words where they are possible", () => {
  expect(read("Warm-up, Direction", "10, 30 %").values).toEqual([
    { value: 0.1, name: "10 %" },
    { value: 0.3, name: "30 %" },
  ]);
  expect(valuesOf("Crops per image", "8, cover")).toEqual([8, "cover"]);
  expect(valuesOf("Epochs, Depth", "none, 5")).toEqual([null, 5]);
});

it("names every bad value with the reason, and keeps the others", () => {
  expect(read("Crop", "64, 65, abc, 4096, 64")).toEqual({
    values: [{ value: 64, name: "64 px" }],
    problems: [
      "65 px is not a multiple of 16, but 64 and 80 are.",
      "“abc” is not a number.",
      "4096 px is too large: the largest is 2048 px.",
      "64 is listed twice.",
    ],
  });
  expect(problemsOf("Beta 1, Cell mask", "1")).toHaveLength(1);
  expect(problemsOf("Batch", "1.5")).toEqual(["1.5 is not a whole number."]);
  expect(problemsOf("Crop", new Array(20).fill("x").join(","))).toHaveLength(6);
});

it("never gives a value outside of the limits, whatever is typed", () => {
  const limits = allowed("Crop");
  const entry = fc.oneof(
    fc.string(),
    fc.integer({ min: -40, max: 4000 }).map(String),
    fc.nat(300).map((count) => `${16 * count} px`),
    fc.string({ unit: fc.constantFrom(..."0123456789.-eE/ ") }),
  );
  const most = fc.array(entry, { maxLength: 12 }).map((entries) => ["16", ...entries].join(";"));
  fc.assert(
    fc.property(most, (text) => {
      const { values, problems } = parseValues(text, limits);
      for (const { value } of values) {
        expect(Number(value) % 16).toBe(0);
        expect(value).toBeGreaterThanOrEqual(limits.low);
        expect(value).toBeLessThanOrEqual(limits.high);
      }
      expect(problems.every((problem) => problem.endsWith("."))).toBe(true);
    }),
  );
});
