import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelComponents } from "../../raster/label-components.ts";
import { piecesOfRuns } from "./pieces-of-runs.ts";
import { runsOfMask } from "./run-length.ts";

describe("pieces of runs", () => {
  it("are those of the pixels", () => {
    const mask = fc.integer({ min: 1, max: 9 }).chain((columns) =>
      fc.array(fc.nat(1), { minLength: columns, maxLength: 9 * columns }).map((values) => {
        const rows = Math.floor(values.length / columns);
        return { rows, columns, data: Int32Array.from(values.slice(0, rows * columns)) };
      }),
    );
    fc.assert(
      fc.property(mask, (labels) => {
        const runs = runsOfMask(Uint8Array.from(labels.data));
        expect(piecesOfRuns(runs, labels.columns)).toEqual(Array.from(labelComponents(labels).areas));
      }),
      { numRuns: 500 },
    );
  });

  it("of runs that follow each other in a row are one", () => {
    expect(piecesOfRuns(Int32Array.of(0, 2, 2, 1, 4, 1), 8)).toEqual([3, 1]);
    expect(piecesOfRuns(new Int32Array(0), 8)).toEqual([]);
  });
});
