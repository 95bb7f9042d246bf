import { expect, test } from "vitest";
import { threadCount } from "./start-wasm.ts";

test.each([
  [1, true, 1],
  [2, true, 1],
  [4, true, 3],
  [64, true, 8],
  [64, false, 1],
])("%i cores, isolated %s: %i threads", (cores, isolated, threads) => {
  expect(threadCount(cores, isolated)).toBe(threads);
});
