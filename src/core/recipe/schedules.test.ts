import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type { RecipeField, RecipeFields } from "./recipe-field.ts";
import { peakOf, SCHEDULE_KINDS, SCHEDULES, scheduleOf, scheduleSchema, withPeak } from "./schedules.ts";

const accepts = (value: unknown) => v.safeParse(scheduleSchema, value).success;

/** Values of a field that a recipe may have. */
function valuesOf(field: RecipeField): fc.Arbitrary<unknown> {
  if (field.kind === "switch") return fc.boolean();
  if (field.kind !== "number") return fc.constantFrom(...field.schema.options);
  const { low, high, isOpen = false, isWhole = false } = field;
  if (isWhole) return fc.integer({ min: low, max: high });
  return fc.double({ min: low, max: high, maxExcluded: isOpen, noNaN: true });
}

const schedules = fc.constantFrom(...SCHEDULE_KINDS).chain((kind) => {
  const fields: RecipeFields = SCHEDULES[kind].fields;
  const values = Object.entries(fields).map(([name, field]) => [name, valuesOf(field)]);
  return fc.record(Object.fromEntries(values)).map((made) => ({ ...scheduleOf(kind, 1), ...made }));
});

describe.each(SCHEDULE_KINDS)("the schedule %s", (kind) => {
  it("has valid defaults with its rate and the fields of the table", () => {
    const schedule = scheduleOf(kind, 0.25);
    const rate = kind === "oneCycle" ? "peakLearningRate" : "learningRate";
    expect(Object.keys(schedule)).toEqual(["kind", rate, ...Object.keys(SCHEDULES[kind].fields)]);
    expect(peakOf(schedule)).toBe(0.25);
    expect(accepts({ ...schedule, other: 1 })).toBe(false);
    expect(accepts({ ...schedule, [rate]: undefined })).toBe(false);
  });

  it("accepts numbers within their range only", () => {
    const fields: RecipeFields = SCHEDULES[kind].fields;
    expect(accepts(scheduleOf(kind, 1))).toBe(true);
    for (const [name, field] of Object.entries(fields)) {
      if (field.kind !== "number") continue;
      const { low, high, isOpen = false, isWhole = false } = field;
      const withValue = (value: unknown) => accepts({ ...scheduleOf(kind, 1), [name]: value });
      expect([withValue(low), withValue(high)]).toEqual([true, !isOpen]);
      expect([withValue(low - 1), withValue(high * 1.01), withValue(Number.NaN)]).toEqual([
        false,
        false,
        false,
      ]);
      if (isWhole) expect(withValue(low + 0.5)).toBe(false);
    }
  });
});

it("every schedule of the table survives JSON, and takes any rate", () => {
  fc.assert(
    fc.property(schedules, fc.double({ min: 0, max: 1, noNaN: true }), (made, rate) => {
      const schedule = v.parse(scheduleSchema, made);
      expect(v.parse(scheduleSchema, JSON.parse(JSON.stringify(schedule)))).toEqual(schedule);
      const changed = withPeak(schedule, rate);
      expect([accepts(changed), peakOf(changed)]).toEqual([true, rate]);
    }),
  );
});
