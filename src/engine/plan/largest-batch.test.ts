import * as fc from "fast-check";
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
  expect(largestBatch(need, { total: 1e9, buffer: 1e9 }, 0)).toBe(0);
});

it("finds the largest batch wherever memory grows, in few plans where it grows nearly evenly", () => {
  const growth = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(growth, fc.integer({ min: 0, max: 100_000 }), (steps, total) => {
      let bytes = 0;
      const all = steps.map((step) => (bytes += step));
      const fitting = all.filter((one) => one <= total).length;
      let plans = 0;
      const needed = (batch: number) => {
        plans++;
        return { bytes: all[batch - 1], largest: 0 };
      };
      expect(largestBatch(needed, { total, buffer: 1 }, steps.length)).toBe(fitting);
      expect(plans).toBeLessThan(20);
    }),
  );
  let plans = 0;
  const uneven = (batch: number) => {
    plans++;
    return { bytes: 1000 * batch + 64 * Math.ceil(batch / 7), largest: 100 * batch };
  };
  expect(largestBatch(uneven, { total: 123_456, buffer: 1e9 }, 256)).toBe(122);
  expect(plans).toBeLessThan(7);
});
