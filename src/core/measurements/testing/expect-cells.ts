import { expect } from "vitest";
import type { MeasuredCells } from "../measure-cells.ts";
import { INTENSITY_KEYS, type IntensityKey, MEASUREMENT_KEYS, type MeasurementKey } from "../measurements.ts";

/** One cell as `scripts/make-measurements.py` writes it. */
export type ReferenceCell = { readonly id: number } & Readonly<Record<MeasurementKey, number>> &
  Readonly<Record<IntensityKey, readonly number[]>>;

/** Largest relative difference; the reference has twelve digits. */
const TOLERANCE = 1e-11;
/** The same where the reference computes eigenvalues, which are uncertain for nearly round cells. */
const EIGEN_TOLERANCE = 1e-7;

function expectClose(actual: number, expected: number, tolerance: number, what: string): void {
  expect(Math.abs(actual - expected) / Math.max(1, Math.abs(expected)), what).toBeLessThanOrEqual(tolerance);
}

/** Compares all measurements of all cells with a reference. */
export function expectCells(measured: MeasuredCells, cells: readonly ReferenceCell[]): void {
  expect([...measured.ids]).toEqual(cells.map(({ id }) => id));
  for (const [at, cell] of cells.entries()) {
    for (const key of MEASUREMENT_KEYS) {
      const tolerance = key === "eccentricity" ? EIGEN_TOLERANCE : TOLERANCE;
      expectClose(measured.shape[key][at], cell[key], tolerance, `${key} of cell ${cell.id}`);
    }
    for (const key of INTENSITY_KEYS) {
      expect(measured[key]).toHaveLength(cell[key].length);
      for (const [channel, value] of cell[key].entries()) {
        expectClose(measured[key][channel][at], value, TOLERANCE, `${key} ${channel} of cell ${cell.id}`);
      }
    }
  }
}
