import fc from "fast-check";
import { expect, test } from "vitest";
import { spreadLabels } from "./spread-labels.ts";

test("leaves labels in place that do not overlap", () => {
  const wanted = [10, 40, 90].map((centre) => ({ centre, length: 20 }));
  expect(spreadLabels(wanted, 100)).toEqual([10, 40, 90]);
});

test("moves labels of close lines apart, and labels at an edge inwards", () => {
  const near = [48, 52].map((centre) => ({ centre, length: 20 }));
  expect(spreadLabels(near, 100)).toEqual([40, 60]);
  const low = [0, 1].map((centre) => ({ centre, length: 20 }));
  expect(spreadLabels(low, 100)).toEqual([10, 30]);
});

test("never lets labels overlap or change their order, and keeps them inside where they fit", () => {
  const label = fc.record({
    centre: fc.double({ min: -50, max: 250, noNaN: true }),
    length: fc.integer({ min: 1, max: 30 }),
  });
  fc.assert(
    fc.property(fc.array(label, { maxLength: 6 }), (labels) => {
      const wanted = labels.toSorted((a, b) => a.centre - b.centre);
      const places = spreadLabels(wanted, 200);
      expect(places).toHaveLength(wanted.length);
      let end = 0;
      for (const [index, place] of places.entries()) {
        expect(place - wanted[index].length / 2).toBeGreaterThanOrEqual(end - 1e-6);
        end = place + wanted[index].length / 2;
      }
      expect(end).toBeLessThanOrEqual(200 + 1e-6);
    }),
  );
});
