import { expect, test } from "vitest";
import type { ImageRecord } from "../core/dataset/image-record.ts";
import { recordBatches } from "./record-batches.ts";

const record = (id: string, side: number): ImageRecord => ({
  id,
  unlabelledId: null,
  name: id,
  source: id,
  rows: side,
  columns: side,
  channels: 1,
  type: "uint8",
  labelled: true,
  group: null,
  part: null,
  cells: 0,
  overlapPixels: 0,
  notes: [],
});

test("every image occurs once and in order, large ones alone", () => {
  const sides = [2048, 2048, 2048, 2048, 64, 8192, 64, 64];
  const batches = recordBatches(sides.map((side, place) => record(String(place), side)));
  expect(batches.map((batch) => batch.map(({ id }) => id).join(""))).toEqual(["0123", "4", "5", "67"]);
  expect(recordBatches([])).toEqual([]);
});
