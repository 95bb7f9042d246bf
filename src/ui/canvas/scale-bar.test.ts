import fc from "fast-check";
import { expect, test } from "vitest";
import { formatLength, scaleBarLength } from "./scale-bar.ts";

test("a scale bar is the longest of 1, 2, 5 times a power of ten that fits", () => {
  expect(scaleBarLength(1, 100)).toEqual({ micrometres: 100, width: 100 });
  expect(scaleBarLength(1, 99)).toEqual({ micrometres: 50, width: 50 });
  expect(scaleBarLength(3, 100)).toEqual({ micrometres: 20, width: 60 });
  expect(scaleBarLength(500, 100).micrometres).toBe(0.2);
  expect(scaleBarLength(0.01, 100).micrometres).toBe(10_000);
});

test("at any zoom its width is between 2/5 of the available width and all of it", () => {
  const scales = fc.double({ min: 1e-5, max: 1e5, noNaN: true });
  fc.assert(
    fc.property(scales, fc.integer({ min: 40, max: 200 }), (scale, longest) => {
      const { micrometres, width } = scaleBarLength(scale, longest);
      expect(width).toBeLessThanOrEqual(longest * (1 + 1e-6));
      expect(width).toBeGreaterThanOrEqual(0.4 * longest * (1 - 1e-6));
      expect(micrometres.toExponential()).toMatch(/^[125]e/);
    }),
  );
});

test("lengths have the unit with the fewest zeros", () => {
  expect([0.05, 0.2, 1, 500, 2000].map(formatLength)).toEqual(["50 nm", "200 nm", "1 µm", "500 µm", "2 mm"]);
});
