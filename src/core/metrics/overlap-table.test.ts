import { expect, test } from "vitest";
import { overlapTable } from "./overlap-table.ts";

function row(...ids: number[]) {
  return { rows: 1, columns: ids.length, data: Int32Array.from(ids) };
}

test("cells are in the order of their first pixels, pairs with their shared pixels", () => {
  const table = overlapTable(row(7, 7, 7, 0, 2, 2, 0), row(0, 3, 3, 3, 3, 9, 9));
  expect(table.truth).toEqual({ ids: [7, 2], areas: [3, 2] });
  expect(table.found).toEqual({ ids: [3, 9], areas: [4, 2] });
  expect(table.overlaps).toEqual([
    { truth: 0, found: 0, both: 2, either: 5 },
    { truth: 1, found: 0, both: 1, either: 5 },
    { truth: 1, found: 1, both: 1, either: 3 },
  ]);
});

test("the largest ids are distinguished", () => {
  const largest = 2 ** 31 - 1;
  const { overlaps } = overlapTable(row(largest, largest - 1), row(largest, largest - 1));
  expect(overlaps.map(({ both }) => both)).toEqual([1, 1]);
});

test("images of different sizes are refused", () => {
  expect(() => overlapTable(row(1), row(1, 1))).toThrow(RangeError);
});

test("ignored pixels count for no cell, and cells mostly within them are excluded", () => {
  const truth = row(-1, -1, -1, 0, 4, 4, -1, 0, 0);
  const found = row(8, 8, 8, 8, 5, 5, 5, 6, 6);
  const { found: cells, overlaps } = overlapTable(truth, found);
  expect(cells).toEqual({ ids: [5, 6], areas: [2, 2] });
  expect(overlaps).toEqual([{ truth: 0, found: 0, both: 2, either: 2 }]);
  // A cell with exactly half of its pixels ignored is kept.
  expect(overlapTable(row(-1, 0), row(3, 3)).found).toEqual({ ids: [3], areas: [1] });
  expect(overlapTable(row(-1, -1), row(3, 3)).found).toEqual({ ids: [], areas: [] });
});
