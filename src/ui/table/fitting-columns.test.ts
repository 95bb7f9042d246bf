import fc from "fast-check";
import { expect, test } from "vitest";
import { fittingColumns } from "./fitting-columns.ts";

const column = fc.record({ width: fc.integer({ min: 1, max: 200 }), rank: fc.nat({ max: 3 }) });

test("shows columns rank by rank, never wider than the table but for the first rank", () => {
  fc.assert(
    fc.property(fc.array(column, { maxLength: 20 }), fc.nat({ max: 2000 }), (columns, width) => {
      const shown = fittingColumns(columns, width);
      expect(shown).toEqual(columns.filter((one) => shown.includes(one)));
      expect(columns.filter(({ rank }) => rank === 0).every((one) => shown.includes(one))).toBe(true);
      const sum = shown.reduce((total, one) => total + one.width, 0);
      if (shown.some(({ rank }) => rank > 0)) expect(sum).toBeLessThanOrEqual(width);
      const last = Math.max(0, ...shown.map(({ rank }) => rank));
      for (const one of columns) if (one.rank < last) expect(shown).toContain(one);
    }),
  );
});

test("shows all columns where there is room for them", () => {
  const columns = [0, 2, 1, 0].map((rank) => ({ width: 50, rank }));
  expect(fittingColumns(columns, 200)).toEqual(columns);
  expect(fittingColumns(columns, 199).map(({ rank }) => rank)).toEqual([0, 1, 0]);
  expect(fittingColumns(columns, 10).map(({ rank }) => rank)).toEqual([0, 0]);
});
