import { expect, test } from "vitest";
import { splitVectors } from "./vectors.ts";

test("vectors are split into one plane per component", () => {
  const vectors = Float32Array.of(1, -1, 2, -2, 3, -3);
  expect(splitVectors(vectors)).toEqual([Float32Array.of(1, 2, 3), Float32Array.of(-1, -2, -3)]);
});
