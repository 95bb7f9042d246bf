import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelComponents, type Neighbours } from "./label-components.ts";
import type { Labels } from "./plane.ts";

/** Reference: a flood fill from each pixel without a component. */
function filled({ rows, columns, data }: Labels, neighbours: Neighbours): Int32Array {
  const found = new Int32Array(data.length);
  let count = 0;
  for (let start = 0; start < data.length; start++) {
    if (data[start] === 0 || found[start] !== 0) continue;
    count += 1;
    const open = [start];
    found[start] = count;
    for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
      const [row, column] = [Math.floor(pixel / columns), pixel % columns];
      for (let down = Math.max(0, row - 1); down <= Math.min(rows - 1, row + 1); down++) {
        for (let right = Math.max(0, column - 1); right <= Math.min(columns - 1, column + 1); right++) {
          const next = down * columns + right;
          if (neighbours === 4 && down !== row && right !== column) continue;
          if (found[next] !== 0 || data[next] !== data[start]) continue;
          found[next] = count;
          open.push(next);
        }
      }
    }
  }
  return found;
}

describe("components", () => {
  it.each<Neighbours>([4, 8])("equal those of a flood fill over %i neighbours", (neighbours) => {
    const image = fc.integer({ min: 1, max: 12 }).chain((columns) =>
      fc
        .array(fc.integer({ min: 0, max: 2 }), { minLength: columns, maxLength: columns * 12 })
        .map((values) => {
          const rows = Math.floor(values.length / columns);
          return { rows, columns, data: Int32Array.from(values.slice(0, rows * columns)) };
        }),
    );
    fc.assert(
      fc.property(image, (labels) => {
        const { labels: found, count, areas } = labelComponents(labels, neighbours);
        expect(found.data).toEqual(filled(labels, neighbours));
        expect(count).toBe(Math.max(0, ...found.data));
        for (let id = 1; id <= count; id++) {
          expect(areas[id - 1]).toBe(found.data.filter((value) => value === id).length);
        }
      }),
    );
  });

  it("join the arms of a spiral that meet late", () => {
    const rows = ["1111", "1001", "1011", "1000"].map((row) => Array.from(row, Number));
    expect(labelComponents({ rows: 4, columns: 4, data: Int32Array.from(rows.flat()) }).count).toBe(1);
  });
});
