import fc from "fast-check";
import { expect, test } from "vitest";
import { runsFromColumns } from "./column-runs.ts";
import { runsOfMask } from "./run-length.ts";

const SIDE = fc.integer({ min: 1, max: 9 });

test("runs along columns contain the same pixels as runs along rows", () => {
  const pixels = fc.tuple(SIDE, SIDE).chain(([rows, columns]) => {
    const length = { minLength: rows * columns, maxLength: rows * columns };
    return fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      mask: fc.uint8Array({ max: 1, ...length }),
    });
  });
  fc.assert(
    fc.property(pixels, ({ rows, columns, mask }) => {
      const turned = mask.map((_, at) => mask[(at % rows) * columns + Math.floor(at / rows)]);
      const found = runsFromColumns(runsOfMask(turned), rows, columns);
      const drawn = new Uint8Array(mask.length);
      for (let run = 0; run < found.length; run += 2) drawn.fill(1, found[run], found[run] + found[run + 1]);
      expect(drawn).toEqual(mask);
    }),
    { numRuns: 2000 },
  );
});

test("runs beyond the image are refused", () => {
  expect(() => runsFromColumns(Int32Array.of(4, 3), 2, 3)).toThrow("beyond the 6 pixels");
  expect(runsFromColumns(Int32Array.of(4, 2), 2, 3)).toEqual(Int32Array.of(2, 1, 5, 1));
});
