import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { measureCells } from "../src/core/measurements/measure-cells.ts";
import { measurementColumns } from "../src/core/measurements/measurement-columns.ts";

const text = readFileSync(join(import.meta.dirname, "..", "docs", "measurements.md"), "utf8");

/** Column, unit and content of the rows of the table. */
const rows = [...text.matchAll(/^\| `(\w+)`[^|]*\|([^|]*)\|([^|]*)\|/gm)].map(([, name, unit, content]) => ({
  name,
  unit: unit.trim(),
  content: content.trim(),
}));

const size = { rows: 1, columns: 1 };
const cells = measureCells(
  { ...size, data: Int32Array.of(1) },
  { ...size, channels: 1, data: Uint8Array.of(1) },
  { x: 1, y: 1 },
);

test.each(measurementColumns([cells]))("$name is documented with its unit and meaning", (column) => {
  const row = rows.find(({ name }) => name === column.name);
  expect(row).toBeDefined();
  if (!column.name.includes("Intensity")) expect(row?.unit).toBe(column.unit ?? "");
  // Of measurements in micrometres, the document states how they follow from those in px.
  if (!column.name.includes("Um")) expect(row?.content.startsWith(column.meaning)).toBe(true);
});

test("no other column is documented", () => {
  const written = [...measurementColumns([cells]).map(({ name }) => name), "pixelWidthUm"];
  expect(rows.map(({ name }) => name)).toEqual(written);
});
