import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelComponents } from "../../raster/label-components.ts";
import { componentsOfRuns } from "./components-of-runs.ts";
import { runsOfMask } from "./run-length.ts";

describe("components of runs", () => {
  it("equal those of the pixels", () => {
    const mask = fc.integer({ min: 1, max: 9 }).chain((columns) =>
      fc.array(fc.nat(1), { minLength: columns, maxLength: 9 * columns }).map((values) => {
        const rows = Math.floor(values.length / columns);
        return { rows, columns, data: Int32Array.from(values.slice(0, rows * columns)) };
      }),
    );
    fc.assert(
      fc.property(mask, (labels) => {
        const runs = runsOfMask(Uint8Array.from(labels.data));
        expect(componentsOfRuns(runs, labels.columns)).toEqual(Array.from(labelComponents(labels).areas));
      }),
      { numRuns: 500 },
    );
  });

  it("equal those of the pixels for one run per row", () => {
    const columns = 7;
    const row = fc.tuple(fc.nat(columns - 1), fc.nat(columns)).map(([first, length]) => {
      return Array.from({ length: columns }, (_, at) => (at >= first && at < first + length ? 1 : 0));
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const labels = { rows: rows.length, columns, data: Int32Array.from(rows.flat()) };
        const runs = runsOfMask(Uint8Array.from(labels.data));
        expect(componentsOfRuns(runs, columns)).toEqual(Array.from(labelComponents(labels).areas));
      }),
      { numRuns: 500 },
    );
  });

  it("connect adjacent runs in a row", () => {
    expect(componentsOfRuns(Int32Array.of(0, 2, 2, 1, 4, 1), 8)).toEqual([3, 1]);
    expect(componentsOfRuns(new Int32Array(0), 8)).toEqual([]);
  });
});
