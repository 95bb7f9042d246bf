import fc from "fast-check";
import { expect, it } from "vitest";
import { orderStatistics } from "./order-statistics.ts";

it("values of all ranks equal those of sorting, including signs of zero", async () => {
  const anyValue = fc.oneof(
    fc.float({ noNaN: true }),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(0, -0, 255, 65_535),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(anyValue, { minLength: 1, maxLength: 60 }), fc.nat(9), async (values, step) => {
      const all = Float32Array.from(values);
      const passes = async function* () {
        for (let at = 0; at < all.length; at += step + 1) yield all.subarray(at, at + step + 1);
      };
      const sorted = all.toSorted();
      expect(await orderStatistics(passes, [...sorted.keys()])).toEqual([...sorted]);
    }),
  );
});
