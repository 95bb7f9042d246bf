import fc from "fast-check";
import { expect, test } from "vitest";
import { admitNumber, type NumberLimits, steppedNumber } from "./admit-number.ts";
import { formatNumber } from "./parse-number.ts";

const CROP = { min: 16, max: 2048, multipleOf: 16, unit: "px" };
const RATE = { min: 0, max: 1 };

test.each<[string, NumberLimits, string]>([
  ["3", RATE, "3 is too large: the largest is 1"],
  ["-1e-3", RATE, "-0.001 is too small: the smallest is 0"],
  ["8 px", CROP, "8 px is too small: the smallest is 16 px"],
  ["100", CROP, "100 px is not a multiple of 16, but 96 and 112 are"],
  ["2.5", { multipleOf: 1 }, "2.5 is not a whole number"],
  ["200", { max: 180, unit: "°" }, "200° is too large: the largest is 180°"],
  ["5", { validate: (value) => (value > 4 ? "too near to white" : null) }, "too near to white"],
  ["abc", RATE, "“abc” is not a number"],
])("%s is refused with the reason", (text, limits, problem) => {
  expect(admitNumber(text, limits)).toEqual({ problem });
});

test("a number within the limits is accepted unchanged, any other is refused", () => {
  const limits = { min: -10, max: 1000, multipleOf: 0.5 };
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -30, max: 3000 }).map((half) => half / 2),
  );
  fc.assert(
    fc.property(number, (value) => {
      const read = admitNumber(formatNumber(value), limits);
      const allowed = value >= -10 && value <= 1000 && value % 0.5 === 0;
      if (allowed) expect(read).toEqual({ value: value === 0 ? 0 : value });
      else expect(read).toHaveProperty("problem");
    }),
  );
});

test("steps stay in the range, on multiples, without rounding errors", () => {
  let value = 0;
  for (let step = 0; step < 30; step++) value = steppedNumber(value, 0.1, RATE);
  expect(value).toBe(1);
  expect(steppedNumber(0.1, 0.2, RATE)).toBe(0.3);
  expect(steppedNumber(32, -160, CROP)).toBe(16);
  expect(steppedNumber(100, 16, CROP)).toBe(112);
});

test("for any input, a field gets a number within its limits or keeps its own", () => {
  const characters = fc.constantFrom(..."0123456789.,-+eE× px", "1e", "0.", "-1");
  const nearly = fc.tuple(fc.integer({ min: 0, max: 140 }), characters);
  const typed = fc.oneof(
    fc.array(characters, { maxLength: 12 }).map((all) => all.join("")),
    nearly.map(([sixteenths, character]) => `${16 * sixteenths}${character}`),
  );
  let admitted = 0;
  fc.assert(
    fc.property(typed, (text) => {
      const read = admitNumber(text, CROP);
      if ("problem" in read) return;
      admitted += 1;
      expect(read.value).toBeGreaterThanOrEqual(CROP.min);
      expect(read.value).toBeLessThanOrEqual(CROP.max);
      expect(read.value % CROP.multipleOf).toBe(0);
    }),
    { numRuns: 2000 },
  );
  expect(admitted).toBeGreaterThan(20);
});
