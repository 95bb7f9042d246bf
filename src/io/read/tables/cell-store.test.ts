import fc from "fast-check";
import { expect, test } from "vitest";
import { openCellStore } from "./cell-store.ts";
import { unpackedCells } from "./packed-cells.ts";

/** Gaps and lengths of runs below 2^26 px. */
const runs = fc
  .array(fc.tuple(fc.nat(2 ** 20), fc.integer({ min: 1, max: 2 ** 18 })), { maxLength: 12 })
  .map((batches) => {
    let end = 0;
    return Int32Array.from(
      batches.flatMap(([gap, length]) => {
        const start = end + gap;
        end = start + length;
        return [start, length];
      }),
    );
  });
const cell = fc.record({ image: fc.nat(4), name: fc.string({ unit: "binary", maxLength: 40 }), runs });

/** An image of 2^26 px. */
const [ROWS, COLUMNS] = [2 ** 13, 2 ** 13];

test("cells of several images, added in any order, are returned by image unchanged", () => {
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
      const create = openCellStore("a.json", "annotation");
      const images = Array.from({ length: 5 }, () => create(null, null));
      for (const { image, name, runs } of cells) images[image].add(name, runs);
      images.forEach((stored, image) => {
        const own = cells.filter((cell) => cell.image === image);
        expect(stored.count).toBe(own.length);
        expect([...stored.cellsIn(ROWS, COLUMNS)]).toEqual(
          own.map(({ name, runs }) => ({ name: `annotation ${name}`, kind: 0, runs })),
        );
      });
    }),
  );
});

test("a cell larger than a page is kept whole, with its neighbours", () => {
  const stored = openCellStore("a.json", "row")(1, 1);
  const large = Int32Array.from({ length: 600_000 }, (_, at) => (at % 2 === 0 ? at * 2 : 2));
  for (const runs of [Int32Array.of(3, 4), large, Int32Array.of(5, 6)]) stored.add("x", runs);
  expect([...stored.cellsIn(ROWS, COLUMNS)].map(({ runs }) => runs.length)).toEqual([2, large.length, 2]);
  const { runs } = [...stored.cellsIn(ROWS, COLUMNS)][1];
  expect(large.every((value, at) => value === runs[at])).toBe(true);
  expect(stored.firstName).toBe("x");
});

test("runs along columns are converted without those beyond the image, and differ in content", () => {
  const create = openCellStore("a.csv", "row");
  const [down, along] = [create(null, null, "columns"), create(null, null)];
  for (const stored of [down, along]) stored.add("2", Int32Array.of(1, 2));
  expect([...down.cellsIn(2, 3)]).toEqual([{ name: "row 2", kind: 0, runs: Int32Array.of(1, 1, 3, 1) }]);
  expect([...down.cellsIn(1, 2)]).toEqual([{ name: "row 2", kind: 0, runs: Int32Array.of(1, 2) }]);
  expect([...along.cellsIn(2, 3)]).toEqual([{ name: "row 2", kind: 0, runs: Int32Array.of(1, 2) }]);
  expect([...down.content()]).not.toEqual([...along.content()]);
});

test("cells packed for another thread are those of the store", () => {
  const order = fc.constantFrom<"rows" | "columns">("rows", "columns");
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 40 }), order, fc.boolean(), (cells, along, hasKinds) => {
      const stored = openCellStore("a.json", "annotation")(ROWS, null, along);
      if (hasKinds) stored.kinds = [{ category: "nucleus", crowd: false }];
      for (const { name, runs } of cells) stored.add(name, runs);
      const { cellsIn, content, ...facts } = unpackedCells(structuredClone(stored.packed()));
      const size = along === "rows" ? ([ROWS, COLUMNS] as const) : ([9, 9] as const);
      expect([...cellsIn(...size)]).toEqual([...stored.cellsIn(...size)]);
      expect(Buffer.concat([...content()])).toEqual(Buffer.concat([...stored.content()]));
      const { rows, columns, count, problem, drawn, kinds } = stored;
      expect(facts).toEqual({ rows, columns, count, problem, drawn, ...(kinds ? { kinds } : {}) });
    }),
  );
});
