import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labelComponents, type Neighbours } from "../raster/label-components.ts";
import { prominentPeaks } from "./prominent-peaks.ts";

function fieldOf(rows: number, columns: number, values: ArrayLike<number>, outside = -1) {
  const still = new Float32Array(2 * rows * columns);
  return {
    rows,
    columns,
    mask: Uint8Array.from(values, (value) => (value === outside ? 0 : 1)),
    level: Uint8Array.from(values, (value) => Math.max(0, value)),
    unitVectors: still,
  };
}

function peaks(values: number[], prominence: number): number[] {
  const { data } = prominentPeaks(fieldOf(1, values.length, values), () => prominence, 4);
  return values.filter((_, place) => data[place] !== 0 && data.indexOf(data[place]) === place);
}

describe("prominent peaks", () => {
  test("rise far enough above the pass to a higher peak", () => {
    const skyline = [1, 5, 3, 4, 0, 2, 0];
    expect(peaks(skyline, 1)).toEqual([5, 4, 2]);
    expect(peaks(skyline, 2)).toEqual([5, 2]);
    expect(peaks(skyline, 3)).toEqual([5]);
  });

  test("occur at least once per component of the mask", () => {
    expect(peaks([0, 0, -1, 1, 0, -1, 9], 8)).toEqual([0, 1, 9]);
  });

  test("share an id with the higher peak if not prominent", () => {
    const { data } = prominentPeaks(fieldOf(1, 5, [5, 4, 5, 0, 3]), () => 2, 4);
    expect(data[0]).toBe(data[2]);
    expect([data[1], data[3]]).toEqual([0, 0]);
    expect(data[4]).not.toBe(0);
    expect(data[4]).not.toBe(data[0]);
  });

  test("are as many as the thresholds that separate them", () => {
    const COLUMNS = 8;
    const plane = fc.array(fc.integer({ min: -1, max: 5 }), {
      minLength: COLUMNS * COLUMNS,
      maxLength: COLUMNS * COLUMNS,
    });
    fc.assert(
      fc.property(plane, fc.constantFrom<Neighbours>(4, 8), (values, neighbours) => {
        const field = fieldOf(COLUMNS, COLUMNS, values);
        const components = labelComponents(
          { rows: COLUMNS, columns: COLUMNS, data: Int32Array.from(field.mask) },
          neighbours,
        );
        const count = (prominence: number) =>
          new Set(prominentPeaks(field, () => prominence, neighbours).data.filter((id) => id > 0)).size;
        const counts = [1, 2, 3, 4, 5, 6].map(count);
        expect(counts).toEqual(counts.toSorted((a, b) => b - a));
        expect(count(16)).toBe(components.count);
        // With a prominence of one level every plateau without a higher neighbour is a peak.
        const raised = Int32Array.from(values, (value) => value + 1);
        const plateaus = labelComponents({ rows: COLUMNS, columns: COLUMNS, data: raised }, neighbours);
        const covered = new Set<number>();
        values.forEach((value, pixel) => {
          const [row, column] = [Math.floor(pixel / COLUMNS), pixel % COLUMNS];
          for (let r = Math.max(0, row - 1); r <= Math.min(COLUMNS - 1, row + 1); r++) {
            for (let c = Math.max(0, column - 1); c <= Math.min(COLUMNS - 1, column + 1); c++) {
              if (neighbours === 4 && r !== row && c !== column) continue;
              if (values[r * COLUMNS + c] > value) covered.add(plateaus.labels.data[pixel]);
            }
          }
        });
        covered.delete(0);
        expect(counts[0]).toBe(plateaus.count - covered.size);
      }),
    );
  });
});
