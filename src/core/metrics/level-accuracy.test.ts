import { expect, test } from "vitest";
import { countLevels, LevelAccuracySum, likeliestLevel } from "./level-accuracy.ts";

const float = (...values: number[]) => Float32Array.from(values);

test("the most likely level is the first of the highest scores", () => {
  expect([...likeliestLevel(float(0, 2, 1, 5, 5, -1, -3, -2, -1), 3)]).toEqual([1, 0, 2]);
});

test("accuracy counts cell pixels of the real image only", () => {
  const sum = new LevelAccuracySum();
  expect(sum.accuracy()).toBeNull();
  sum.add(countLevels(float(1, 2, 3, 4), float(1, 0, 3, 4), float(1, 1, 1, 0), float(1, 1, 0, 1)));
  expect(sum.accuracy()).toBe(1 / 2);
});
