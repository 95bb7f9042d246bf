import fc from "fast-check";
import { expect, test } from "vitest";
import { inFraction, inPercent } from "./percent.ts";

test("percentages with few digits round-trip, however small", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: 0, max: 7 }), (digits, places) => {
      const percent = digits / 10 ** places;
      expect(inPercent(inFraction(percent))).toBe(percent);
    }),
  );
  expect(inPercent(0.29)).toBe(29);
  expect(inPercent(0.0003)).toBe(0.03);
});
