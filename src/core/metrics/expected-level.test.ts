import { expect, test } from "vitest";
import { expectedLevel } from "./expected-level.ts";

test("the expected level is the mean over the probabilities", () => {
  const probabilities = Float32Array.of(1, 0, 0, 0, 0.5, 0.5, 0.25, 0.25, 0.5);
  expect([...expectedLevel(probabilities, 3)]).toEqual([0, 1.5, 1.25]);
});
