import { expect, test } from "vitest";
import type { ImageRecord } from "../../core/dataset/image-record.ts";
import { summariseDataset } from "./summarise-dataset.ts";

const image = (cells: number, rows: number, columns: number): ImageRecord => ({
  id: `${cells}`,
  name: `${cells}`,
  source: "",
  rows,
  columns,
  channels: 1,
  type: "uint8",
  cells,
  overlapPixels: 0,
  notes: [],
});

test("nothing is summarised as nothing", () => {
  expect(summariseDataset([])).toBeNull();
});

test("cells, their spread and the sizes", () => {
  expect(summariseDataset([image(9, 4, 8), image(1, 4, 6), image(4, 4, 6), image(2, 4, 6)])).toEqual({
    images: 4,
    cells: 16,
    cellsPerImage: { low: 1, median: 3, high: 9 },
    sizes: [
      { size: "6 × 4", images: 3 },
      { size: "8 × 4", images: 1 },
    ],
  });
});
