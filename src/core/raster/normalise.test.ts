import { expect, test } from "vitest";
import { normalise, percentileOf } from "./normalise.ts";

const FULL = { low: 0, high: 100 };

test("percentiles lie between sorted values as numpy.percentile has them", () => {
  const sorted = Float32Array.of(1, 2, 4, 8, 16);
  expect(percentileOf(sorted, 0)).toBe(1);
  expect(percentileOf(sorted, 10)).toBeCloseTo(1.4, 6);
  expect(percentileOf(sorted, 50)).toBe(4);
  expect(percentileOf(sorted, 99.8)).toBeCloseTo(15.936, 5);
  expect(percentileOf(sorted, 100)).toBe(16);
  expect(percentileOf(Float32Array.of(7), 30)).toBe(7);
});

test("the two percentiles become 0 and 1, values beyond them are kept", () => {
  const data = Uint16Array.from({ length: 101 }, (_, value) => 10 * (100 - value));
  const plane = normalise({ rows: 1, columns: 101, channels: 1, data }, { low: 10, high: 90 });
  expect(plane.data[90]).toBe(0);
  expect(plane.data[10]).toBe(1);
  expect(plane.data[100]).toBeCloseTo(-0.125, 6);
  expect(plane.data[0]).toBeCloseTo(1.125, 6);
});

test("channels are averaged pixel by pixel", () => {
  const data = Uint8Array.of(0, 0, 0, 255, 255, 255, 30, 60, 90, 0, 0, 255);
  const plane = normalise({ rows: 2, columns: 2, channels: 3, data }, FULL);
  expect([plane.rows, plane.columns]).toEqual([2, 2]);
  expect([...plane.data]).toEqual([0, 1, Math.fround(60 / 255), Math.fround(85 / 255)]);
});

test("an image without contrast becomes 0, and the picture given is left as it was", () => {
  const data = Float32Array.of(5, 5, 5, 5);
  expect([...normalise({ rows: 2, columns: 2, channels: 1, data }, FULL).data]).toEqual([0, 0, 0, 0]);
  expect([...data]).toEqual([5, 5, 5, 5]);
});
