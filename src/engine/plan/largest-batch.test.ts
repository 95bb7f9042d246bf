import { expect, it } from "vitest";
import { largestBatch } from "./largest-batch.ts";

const need = (batch: number) => ({ bytes: 100 + 10 * batch, largest: 3 * batch });

it.each(Array.from({ length: 40 }, (_, batch) => batch))("finds that %i images fit", (batch) => {
  expect(largestBatch(need, { total: 100 + 10 * batch + 9, buffer: 1000 }, 1000)).toBe(batch);
  expect(largestBatch(need, { total: 10_000, buffer: 3 * batch + 2 }, 1000)).toBe(batch);
});

it("does not exceed the requested maximum", () => {
  expect(largestBatch(need, { total: 1e9, buffer: 1e9 }, 37)).toBe(37);
  expect(largestBatch(need, { total: 1e9, buffer: 1e9 }, 1)).toBe(1);
});
