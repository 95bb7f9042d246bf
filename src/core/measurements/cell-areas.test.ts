import { expect, test } from "vitest";
import { IGNORED } from "../raster/plane.ts";
import { cellAreas } from "./cell-areas.ts";

test("areas count the pixels of each cell, not the background nor pixels of unknown truth", () => {
  const data = Int32Array.of(0, 900, 900, IGNORED, 2, 900, 0, 5);
  expect(cellAreas({ rows: 2, columns: 4, data })).toEqual([3, 1, 1]);
});
