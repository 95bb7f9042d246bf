import fc from "fast-check";
import { expect, test } from "vitest";
import { measureCells } from "../../../core/measurements/measure-cells.ts";
import { measurementColumns } from "../../../core/measurements/measurement-columns.ts";
import { arrangeCells } from "./arrange-cells.ts";

const SIDE = 6;
const labels = fc.array(fc.nat({ max: 5 }), { minLength: SIDE * SIDE, maxLength: SIDE * SIDE });

test("cells are sorted by any column in both directions, ties by id, and none is lost", () => {
  fc.assert(
    fc.property(labels, fc.nat({ max: 30 }), fc.boolean(), (ids, place, descending) => {
      const size = { rows: SIDE, columns: SIDE };
      const image = { ...size, channels: 1, data: Uint8Array.from(ids, (id, at) => (id * 40 + at) % 200) };
      const cells = measureCells({ ...size, data: Int32Array.from(ids) }, image, { x: 1, y: 2 });
      const columns = measurementColumns([cells]);
      const column = columns[place % columns.length];
      const order = arrangeCells(cells, { column, descending });
      expect(order.toSorted((a, b) => a - b)).toEqual(Array.from(cells.ids, (_, cell) => cell));
      for (const [at, cell] of order.slice(1).entries()) {
        const [before, after] = [column.value(cells, order[at]), column.value(cells, cell)];
        // The perimeter in µm is unknown for pixels that are not square.
        if (before === null || after === null) {
          expect(order[at]).toBeLessThan(cell);
          continue;
        }
        expect(descending ? before >= after : before <= after).toBe(true);
        if (before === after) expect(order[at]).toBeLessThan(cell);
      }
    }),
  );
});

test("without a column, cells are sorted by id", () => {
  const size = { rows: 1, columns: 3 };
  const image = { ...size, channels: 1, data: new Uint8Array(3) };
  const cells = measureCells({ ...size, data: Int32Array.of(9, 4, 7) }, image);
  expect([...cells.ids]).toEqual([4, 7, 9]);
  expect(arrangeCells(cells, { column: null, descending: false })).toEqual([0, 1, 2]);
  expect(arrangeCells(cells, { column: null, descending: true })).toEqual([2, 1, 0]);
});
