import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrowGrid, arrowStep, type VectorField } from "./arrow-grid.ts";

const EVERYTHING = { top: 0, left: 0, bottom: 1000, right: 1000 };

/** A field whose vector at a pixel has this angle, from down the rows towards the columns; null: no vector. */
function fieldOf(rows: number, columns: number, angleAt: (row: number, column: number) => number | null) {
  const angles = Array.from({ length: rows * columns }, (_, pixel) =>
    angleAt(Math.floor(pixel / columns), pixel % columns),
  );
  return {
    rows,
    columns,
    uvec0: Float32Array.from(angles, (angle) => (angle === null ? 0 : Math.cos(angle))),
    uvec1: Float32Array.from(angles, (angle) => (angle === null ? 0 : Math.sin(angle))),
    valid: Float32Array.from(angles, (angle) => (angle === null ? 0 : 1)),
  } satisfies VectorField;
}

describe("density", () => {
  it("is a power of two px, with arrows 14 to 28 CSS px apart unless pixels are larger", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 80, noNaN: true }), (scale) => {
        const step = arrowStep(scale);
        expect(Number.isInteger(Math.log2(step))).toBe(true);
        expect(step * scale).toBeGreaterThanOrEqual(14 - 1e-9);
        if (step > 1) expect(step * scale).toBeLessThan(28 + 1e-9);
      }),
    );
  });
});

describe("arrows", () => {
  it("at a step of 1 are the vectors themselves, in the middle of their pixels", () => {
    const field = fieldOf(2, 3, (row, column) => (row === 1 && column === 0 ? null : row + column));
    const arrows = arrowGrid(field, 1, EVERYTHING);
    expect(arrows).toHaveLength(5);
    expect(arrows[4]).toMatchObject({ row: 1.5, column: 2.5 });
    expect(arrows[4].down).toBeCloseTo(Math.cos(3), 6);
    expect(arrows[4].right).toBeCloseTo(Math.sin(3), 6);
  });

  it("skip background, however many of its values are not 0", () => {
    const field = { ...fieldOf(8, 8, () => 1), valid: new Float32Array(64) };
    expect(arrowGrid(field, 4, EVERYTHING)).toEqual([]);
  });

  it("of a block are the vector of the pixel nearest to its middle that has one", () => {
    const field = fieldOf(4, 4, (row, column) => (column < 3 ? null : row / 10));
    const [arrow, ...others] = arrowGrid(field, 4, EVERYTHING);
    expect(others).toEqual([]);
    expect(arrow).toMatchObject({ row: 1.5, column: 3.5 });
    expect(Math.atan2(arrow.right, arrow.down)).toBeCloseTo(0.1, 6);
  });

  it("are not drawn for vectors without a length or of values that are not numbers", () => {
    const zero = { ...fieldOf(2, 2, () => null), valid: new Float32Array(4).fill(1) };
    const notNumbers = fieldOf(2, 2, () => Number.NaN);
    expect([zero, notNumbers].flatMap((field) => arrowGrid(field, 2, EVERYTHING))).toEqual([]);
  });

  it("of parts of the grid are together those of the whole, whatever the size of the image", () => {
    const sizes = fc.integer({ min: 1, max: 40 });
    const steps = fc.constantFrom(1, 2, 4, 8, 64);
    fc.assert(
      fc.property(sizes, sizes, steps, sizes, (rows, columns, step, cut) => {
        const field = fieldOf(rows, columns, (row, column) => (row % 3 === 0 ? null : column / 9));
        const above = arrowGrid(field, step, { ...EVERYTHING, bottom: cut });
        const below = arrowGrid(field, step, { ...EVERYTHING, top: cut });
        expect([...above, ...below]).toEqual(arrowGrid(field, step, EVERYTHING));
        for (const { row, column, down, right } of above) {
          expect(row > 0 && row < rows && column > 0 && column < columns).toBe(true);
          expect(Math.hypot(down, right)).toBeCloseTo(1, 6);
        }
      }),
    );
  });
});
