import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { defaultOptimiser, OPTIMISER_KINDS, OPTIMISERS, optimiserSchema } from "./optimisers.ts";
import type { RecipeField } from "./recipe-field.ts";

const accepts = (value: unknown) => v.safeParse(optimiserSchema, value).success;

describe.each(OPTIMISER_KINDS)("the optimiser %s", (kind) => {
  const fields: Readonly<Record<string, RecipeField>> = OPTIMISERS[kind].fields;
  const optimiser = defaultOptimiser(kind);

  it("has valid defaults with the fields of the table", () => {
    expect(accepts(optimiser)).toBe(true);
    expect(Object.keys(optimiser)).toEqual(["kind", ...Object.keys(fields)]);
  });

  it.each(Object.entries(fields))("accepts its field %s within its range only", (name, field) => {
    const withValue = (value: unknown) => accepts({ ...optimiser, [name]: value });
    expect(withValue("1")).toBe(false);
    if (field.kind === "switch") {
      expect([withValue(true), withValue(false), withValue(1)]).toEqual([true, true, false]);
      return;
    }
    if (field.kind !== "number") throw new TypeError(`the field ${name} has no range`);
    const { low, high, isOpen = false } = field;
    expect([withValue(low), withValue((low + high) / 2), withValue(high)]).toEqual([true, true, !isOpen]);
    expect([withValue(low - 1e-17 - low / 2), withValue(high * 1.01), withValue(Number.NaN)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("clips to a positive norm or not at all, and has no other field", () => {
    expect(accepts({ ...optimiser, clipNorm: 1 })).toBe(true);
    expect(accepts({ ...optimiser, clipNorm: 0 })).toBe(false);
    expect(accepts({ ...optimiser, clipNorm: undefined })).toBe(false);
    expect(accepts({ ...optimiser, other: 1 })).toBe(false);
  });
});
