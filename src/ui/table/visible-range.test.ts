import fc from "fast-check";
import { expect, test } from "vitest";
import { scrolledTo, visibleRange } from "./visible-range.ts";

const ROW = 50;

test("renders visible rows and a few more, for any length of the list", () => {
  expect(visibleRange(5000, ROW, { top: 10_000, height: 500 })).toEqual({ first: 194, end: 216 });
  expect(visibleRange(5000, ROW, { top: 0, height: 500 })).toEqual({ first: 0, end: 16 });
  expect(visibleRange(3, ROW, { top: 0, height: 500 })).toEqual({ first: 0, end: 3 });
  expect(visibleRange(0, ROW, { top: 0, height: 500 })).toEqual({ first: 0, end: 0 });
});

test("stays within the list after it became shorter than the scroll position", () => {
  expect(visibleRange(10, ROW, { top: 10_000, height: 500 })).toEqual({ first: 10, end: 10 });
});

test("covers every visible pixel that has a row", () => {
  const place = fc.record({ count: fc.nat(9999), top: fc.nat(500_000), height: fc.nat(2000) });
  fc.assert(
    fc.property(place, ({ count, top, height }) => {
      const { first, end } = visibleRange(count, ROW, { top, height });
      expect(first).toBeLessThanOrEqual(end);
      for (const pixel of [top, top + height]) {
        const row = Math.floor(pixel / ROW);
        if (row < count) expect(row >= first && row < end).toBe(true);
      }
    }),
  );
});

test("scrolls no further than needed", () => {
  const scrollWindow = { top: 1000, height: 528 };
  expect(scrolledTo(25, ROW, scrollWindow, 28)).toBe(1000);
  expect(scrolledTo(10, ROW, scrollWindow, 28)).toBe(500);
  expect(scrolledTo(40, ROW, scrollWindow, 28)).toBe(1550);
});
