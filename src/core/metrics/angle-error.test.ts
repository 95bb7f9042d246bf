import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  AngleErrorSum,
  angleBetween,
  angleErrorPlane,
  DEGREES,
  RANDOM_DIRECTION_LOSS,
  sumAngles,
  ZERO_OUTPUT_LOSS,
} from "./angle-error.ts";

const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });
const float = (...values: number[]) => Float32Array.from(values);

describe("angle between vectors", () => {
  test("is the difference of their directions, folded to 0..pi", () => {
    fc.assert(
      fc.property(angle, angle, (a, b) => {
        const difference = Math.abs(a - b);
        const expected = Math.min(difference, 2 * Math.PI - difference);
        expect(angleBetween(Math.sin(a), Math.cos(a), Math.sin(b), Math.cos(b))).toBeCloseTo(expected, 6);
      }),
    );
  });

  test("a zero vector is 90° off", () => {
    expect(angleBetween(0, 0, 1, 0)).toBe(Math.PI / 2);
    expect(angleBetween(0, 1, 0, 0)).toBe(Math.PI / 2);
  });
});

describe("angle errors over pixels", () => {
  test("are weighted in the root mean square and counted in the fractions", () => {
    const sum = new AngleErrorSum();
    // Errors of 0, 30 and 90 degrees, and one pixel that is not valid.
    const thirty = Math.PI / 6;
    const predicted = float(1, 0, Math.cos(thirty), Math.sin(thirty), 0, 1, -1, 0);
    const truth = float(1, 0, 1, 0, 1, 0, 1, 0);
    sum.add(sumAngles(predicted, truth, float(1, 1, 1, 0), float(1, 2, 3, 5)));
    const errors = sum.result();
    const squared = (2 * 30 ** 2 + 3 * 90 ** 2) / 6;
    expect(errors?.angleRmsDegrees).toBeCloseTo(Math.sqrt(squared), 4);
    expect(errors?.fractionAbove22).toBeCloseTo(2 / 3);
    expect(errors?.fractionAbove45).toBeCloseTo(1 / 3);
  });

  test("are null without pixels", () => {
    expect(new AngleErrorSum().result()).toBeNull();
  });

  test("a plane contains degrees on valid pixels, else 0", () => {
    const plane = angleErrorPlane(float(0, 1, 1, 0), float(1, 0, 1, 0), float(1, 0));
    expect([...plane]).toEqual([90, 0]);
  });
});

test("the chance levels equal the mean of many draws", () => {
  const steps = 100_000;
  let random = 0;
  for (let step = 0; step < steps; step++) {
    const direction = (2 * Math.PI * (step + 0.5)) / steps;
    random += angleBetween(Math.sin(direction), Math.cos(direction), 1, 0) ** 2 / steps;
  }
  expect(random).toBeCloseTo(RANDOM_DIRECTION_LOSS, 6);
  expect(angleBetween(0, 0, 1, 0) ** 2).toBe(ZERO_OUTPUT_LOSS);
  expect(Math.sqrt(ZERO_OUTPUT_LOSS) * DEGREES).toBeCloseTo(90, 9);
});
