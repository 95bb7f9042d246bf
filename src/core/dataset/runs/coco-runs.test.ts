import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countsOfText, runsOfCounts } from "./coco-runs.ts";
import { areaOfRuns, RunLengthError, runsOfMask } from "./run-length.ts";

/** Rows, columns, text and runs: text from pycocotools 2, runs of the same masks counted by NumPy. */
const WRITTEN: readonly [rows: number, columns: number, text: string, runs: readonly number[]][] = [
  [5, 7, "1110100001OO220NN14O", [3, 3, 7, 2, 11, 1, 16, 1, 19, 1, 21, 1, 23, 1, 26, 1, 29, 1, 31, 1, 34, 1]],
  [9, 4, "<1a00D", [13, 1, 15, 1]],
  [3, 3, "09", [0, 9]],
  [3, 3, "9", []],
];

/** An ellipse in an image of 300 rows and 200 columns. */
const ELLIPSE =
  "dX6Y1k7`0B<E:F:G8H8I6J6J6J6J6K4L4K6K4L4L4L4M2M4L4M2M4M2M4M2N2M4M2N2M4M2N2N2N2N2N2N2N2N2N2N2N2N2O0O2N2N2O0O2O0O2O0O2O0O2O0O2O000O2O000O2O0";

describe("COCO's run lengths", () => {
  it.each(WRITTEN)("of %i rows and %i columns are read from %s", (rows, columns, text, runs) => {
    expect(Array.from(runsOfCounts(countsOfText(text), rows, columns))).toEqual(runs);
  });

  it("round-trip any mask", () => {
    const mask = fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
      .chain(([rows, columns]) =>
        fc.record({
          rows: fc.constant(rows),
          columns: fc.constant(columns),
          bits: fc.array(fc.nat(1), { minLength: rows * columns, maxLength: rows * columns }),
        }),
      );
    fc.assert(
      fc.property(mask, ({ rows, columns, bits }) => {
        const counts = [0];
        let inside = 0;
        for (let place = 0; place < rows * columns; place++) {
          const bit = bits[(place % rows) * columns + Math.floor(place / rows)];
          if (bit === inside) counts[counts.length - 1] += 1;
          else counts.push(1);
          inside = bit;
        }
        expect(runsOfCounts(counts, rows, columns)).toEqual(runsOfMask(Uint8Array.from(bits)));
      }),
    );
  });

  it("are refused if damaged or if they do not fill the image", () => {
    expect(() => countsOfText("\u00ff~~~")).toThrow(RunLengthError);
    expect(() => countsOfText("oooooooooooo")).toThrow(/damaged/);
    expect(() => countsOfText("1o")).toThrow(/damaged/);
    expect(() => runsOfCounts([0, 99_999_999], 64, 96)).toThrow(/beyond the 6144 pixels/);
    expect(() => runsOfCounts([0, 100], 64, 96)).toThrow(/add up to 100/);
    expect(() => runsOfCounts([0, -1], 64, 96)).toThrow(/whole number/);
    expect(() => runsOfCounts(countsOfText(ELLIPSE), 300, 200)).toThrow(/add up to/);
  });

  it("may be many, with a large cell", () => {
    expect(areaOfRuns(runsOfCounts([10, 2 ** 22 - 10], 2048, 2048))).toBe(2 ** 22 - 10);
  });
});
