import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { panelGrid } from "./panel-grid.ts";

const SPACING = { gap: 8, head: 24 };
const SQUARE = { rows: 256, columns: 256 };

/** Size of the drawn image in CSS px per image px. */
function scaleIn(
  columns: number,
  count: number,
  area: { width: number; height: number },
  image: { rows: number; columns: number },
): number {
  const rows = Math.ceil(count / columns);
  const width = (area.width - (columns - 1) * SPACING.gap) / columns;
  const height = (area.height - (rows - 1) * SPACING.gap) / rows - SPACING.head;
  return Math.min(width / image.columns, height / image.rows);
}

describe("arrangement of panels", () => {
  test("follows the shapes of area and images", () => {
    const columnsOf = (count: number, area: { width: number; height: number }, image = SQUARE) =>
      panelGrid(count, area, image, SPACING).columns;
    expect(columnsOf(2, { width: 900, height: 600 })).toBe(2);
    expect(columnsOf(2, { width: 500, height: 900 })).toBe(1);
    expect(columnsOf(4, { width: 900, height: 600 })).toBe(2);
    expect(columnsOf(4, { width: 1600, height: 380 })).toBe(4);
    expect(columnsOf(2, { width: 900, height: 600 }, { rows: 100, columns: 900 })).toBe(1);
    expect(columnsOf(12, { width: 1400, height: 900 })).toBe(4);
  });

  test("no other number of columns draws the images larger, unless panels would be too small", () => {
    const lengths = fc.integer({ min: 30, max: 2000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 }), lengths, lengths, lengths, lengths, (count, ...sides) => {
        const [width, height, imageRows, imageColumns] = sides;
        const area = { width: width + 200, height: height + 200 };
        const image = { rows: imageRows, columns: imageColumns };
        const { columns, rows, lowest } = panelGrid(count, area, image, SPACING);
        expect(columns * rows).toBeGreaterThanOrEqual(count);
        expect((area.width + SPACING.gap) / columns - SPACING.gap).toBeGreaterThanOrEqual(140);
        const fits = (rows: number) => rows * (lowest + SPACING.gap) - SPACING.gap <= area.height;
        if (!fits(rows)) return;
        for (let other = 1; (area.width + 8) / other - 8 >= 140 && other <= count; other++) {
          if (!fits(Math.ceil(count / other))) continue;
          expect(scaleIn(columns, count, area, image)).toBeGreaterThanOrEqual(
            scaleIn(other, count, area, image) * (1 - 1e-6),
          );
        }
      }),
    );
  });

  test("where panels do not fit, they scroll at their smallest height in as few rows as the width allows", () => {
    expect(panelGrid(12, { width: 500, height: 300 }, SQUARE, SPACING)).toEqual({
      columns: 3,
      rows: 4,
      lowest: 164,
    });
    expect(panelGrid(3, { width: 100, height: 300 }, SQUARE, SPACING).columns).toBe(1);
  });
});
