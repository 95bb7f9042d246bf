import { expect, test } from "vitest";
import { countOverlap, OverlapSum } from "./overlap.ts";

const float = (...values: number[]) => Float32Array.from(values);

test("overlap is pooled over images and excludes padded pixels", () => {
  const sum = new OverlapSum();
  sum.add(countOverlap(float(1, 1, 0, 1), float(1, 0, 0, 0), float(1, 1, 1, 0)));
  expect(sum.iou()).toBe(1 / 2);
  sum.add(countOverlap(float(1, 1), float(1, 1), float(1, 1)));
  expect(sum.iou()).toBe(3 / 4);
  expect(sum.dice()).toBe(6 / 7);
  sum.add({ both: 1, either: 4 });
  expect(sum.iou()).toBe(4 / 8);
});

test("two empty masks agree", () => {
  expect(new OverlapSum().iou()).toBe(1);
  expect(new OverlapSum().dice()).toBe(1);
});

test("ignored pixels are excluded from intersection and union", () => {
  expect(countOverlap(float(1, 1, 0), float(-1, 1, -1), float(1, 1, 1))).toEqual({ both: 1, either: 1 });
});
