import { expect, test } from "vitest";
import { joinVectors, splitVectors } from "./vectors.ts";

test("two planes become vectors and come back", () => {
  const [rows, columns] = [Float32Array.of(1, 2, 3), Float32Array.of(-1, -2, -3)];
  const vectors = joinVectors(rows, columns);
  expect([...vectors]).toEqual([1, -1, 2, -2, 3, -3]);
  expect(splitVectors(vectors)).toEqual([rows, columns]);
});
