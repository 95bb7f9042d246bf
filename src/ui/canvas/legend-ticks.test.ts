import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { legendNumber, legendTicks, roomyTicks, roundEnd } from "./legend-ticks.ts";

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

describe("roomyTicks", () => {
  it("removes numbers until none overlap", () => {
    expect(roomyTicks([0, 0.0861]).map(({ value }) => value)).toEqual([0, 0.05, 0.0861]);
    expect(roomyTicks([0, 1]).map(({ value }) => value)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(roomyTicks([3, 3])).toEqual([{ value: 3, place: 0 }]);
  });

  it("divides a bar with a round end into equal steps", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (value) => {
        const end = roundEnd(value);
        expect(end).toBeGreaterThanOrEqual(value * (1 - 1e-6));
        expect(end).toBeLessThan(2 * value);
        const ticks = roomyTicks([0, end]).map((tick) => tick.value);
        const gaps = ticks.slice(1).map((tick, index) => tick - ticks[index]);
        for (const gap of gaps) expect(gap / gaps[0]).toBeCloseTo(1, 6);
      }),
    );
  });
});
