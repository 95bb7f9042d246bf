import { expect, test } from "vitest";
import type { ImageRecord } from "../../core/dataset/image-record.ts";
import { summariseDataset } from "./summarise-dataset.ts";

const image = (cells: number, rows: number, columns: number, more = {}): ImageRecord => ({
  id: `${cells}`,
  unlabelledId: null,
  name: `${cells}`,
  source: "",
  rows,
  columns,
  channels: 1,
  type: "uint8",
  labelled: true,
  group: null,
  part: null,
  cells,
  overlapPixels: 0,
  notes: [],
  ...more,
});

test("an empty dataset has an empty summary", () => {
  expect(summariseDataset([])).toBeNull();
});

test("cells, their range and the sizes", () => {
  expect(summariseDataset([image(9, 4, 8), image(1, 4, 6), image(4, 4, 6), image(2, 4, 6)])).toEqual({
    images: 4,
    unlabelled: 0,
    negative: 0,
    groups: 0,
    cells: 16,
    cellsPerImage: { low: 1, median: 3, high: 9 },
    sizes: [
      { size: "6 × 4", images: 3 },
      { size: "8 × 4", images: 1 },
    ],
  });
});

test("images without labels count as images only, and groups by their names", () => {
  const bare = image(0, 4, 6, { labelled: false, group: "c" });
  expect(summariseDataset([bare])).toMatchObject({
    images: 1,
    unlabelled: 1,
    groups: 0,
    cellsPerImage: null,
  });
  expect(summariseDataset([bare, image(0, 4, 6), image(3, 4, 6)])).toMatchObject({
    unlabelled: 1,
    negative: 1,
    cellsPerImage: { low: 0, median: 1.5, high: 3 },
  });
  const ofGroup = (cells: number, group: string) => image(cells, 4, 6, { group });
  expect(summariseDataset([bare, ofGroup(2, "a"), ofGroup(4, "b"), ofGroup(6, "a")])).toMatchObject({
    images: 4,
    unlabelled: 1,
    groups: 2,
    cellsPerImage: { low: 2, median: 4, high: 6 },
  });
});
