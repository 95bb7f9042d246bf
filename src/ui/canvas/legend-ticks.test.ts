import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { legendNumber, legendTicks, roundEnd } from "./legend-ticks.ts";

describe("legendTicks", () => {
  it("gives round numbers, including zero and the ends", () => {
    expect(legendTicks([-1, 1], 4)).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(legendTicks([0, 180], 4)).toEqual([0, 50, 100, 150]);
    expect(legendTicks([0, 0.0871], 4)).toEqual([0, 0.025, 0.05, 0.075]);
    expect(legendTicks([2, 2], 4)).toEqual([2]);
  });

  it("stays within the range and a few ticks, for any range", () => {
    const numbers = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const widths = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(numbers, widths, (low, width) => {
        const ticks = legendTicks([low, low + width], 4);
        expect(ticks.length).toBeGreaterThanOrEqual(1);
        expect(ticks.length).toBeLessThanOrEqual(6);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(low - 1e-6 * width);
          expect(tick).toBeLessThanOrEqual(low + width * (1 + 1e-6));
        }
      }),
    );
  });
});

describe("legendTicks of a range as short as the distance of two numbers", () => {
  it("are few", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), fc.boolean(), (size, isNegative) => {
        const ends = [size, size * (1 + Number.EPSILON)] as const;
        const ticks = legendTicks(isNegative ? [-ends[1], -ends[0]] : ends, 7);
        expect(ticks.length).toBeGreaterThanOrEqual(1);
        expect(ticks.length).toBeLessThanOrEqual(8);
      }),
    );
  });
});

describe("legendNumber", () => {
  it("is short, with a true minus sign", () => {
    expect([0, -0.5, 1 / 3, 12345, 1e-5, -250000].map(legendNumber)).toEqual([
      "0",
      "\u22120.5",
      "0.333",
      "12300",
      "1.0e\u22125",
      "\u22122.5e+5",
    ]);
  });
});

describe("roundEnd", () => {
  it("is the next round number", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (value) => {
        const end = roundEnd(value);
        expect(end).toBeGreaterThanOrEqual(value * (1 - 1e-6));
        expect(end).toBeLessThan(2 * value);
      }),
    );
    expect([0.0861, 1, 13, 61].map(roundEnd)).toEqual([0.1, 1, 15, 80]);
  });
});
