import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseEntries, type DrawnEntry } from "./choose-entries.ts";

const [ROWS, COLUMNS] = [40, 60];

/** A rectangle, given by its first row and column and its side lengths. */
function block(
  name: string,
  kind: number,
  top: number,
  left: number,
  rows: number,
  columns: number,
): DrawnEntry {
  const runs = Array.from({ length: rows }, (_, row) => [(top + row) * COLUMNS + left, columns]).flat();
  return { name, kind, runs: Int32Array.from(runs) };
}

/** Union of two entries. */
function joined(a: DrawnEntry, b: DrawnEntry): DrawnEntry {
  return { ...a, runs: Int32Array.from([...a.runs, ...b.runs]) };
}

const CELL = { category: "1", crowd: false };
const CROWD = { category: "1", crowd: true };

describe("entries marked as crowds", () => {
  it("are cells if each is one component of a cell's size, at any fraction of marked entries", () => {
    const marks = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(
        marks,
        fc.array(fc.integer({ min: 4, max: 7 }), { minLength: 6, maxLength: 6 }),
        (marked, sides) => {
          const entries = marked.map((mark, at) =>
            block(`${at}`, mark ? 1 : 0, 10 * Math.floor(at / 3), 12 * (at % 3), sides[at], sides[at]),
          );
          const { cells, ignored, notes } = chooseEntries(entries, [CELL, CROWD], ROWS, COLUMNS);
          expect(cells).toEqual(entries);
          expect(ignored).toEqual([]);
          const count = marked.filter((mark) => mark).length;
          expect(notes).toEqual(
            count === 0 ? [] : [expect.stringMatching(new RegExp(`^${count} annotation`))],
          );
        },
      ),
    );
  });

  it("are ignored if fragmented or much larger than the cells", () => {
    const cells = [0, 1, 2].map((at) => block(`${at}`, 0, 0, 8 * at, 6, 6));
    const scattered = joined(block("c", 1, 10, 0, 4, 4), block("", 1, 16, 20, 4, 4));
    const large = block("d", 1, 22, 0, 16, 30);
    const chosen = chooseEntries([...cells, scattered, large], [CELL, CROWD], ROWS, COLUMNS);
    expect(chosen.cells).toEqual(cells);
    expect(chosen.ignored).toEqual([scattered.runs, large.runs]);
    expect(chosen.notes).toEqual([
      `2 crowds of cells were left out; their ${32 + 480} px are not trained on where no cell lies.`,
    ]);
  });
});

it("an entry of very many components is a crowd", () => {
  const runs = Int32Array.from({ length: 400_000 }, (_, at) => (at % 2 === 0 ? 2 * at : 1));
  const { cells, ignored } = chooseEntries([{ name: "c", kind: 0, runs }], [CROWD], 1, 1_000_000);
  expect([cells.length, ignored.length]).toEqual([0, 1]);
});

describe("categories", () => {
  const [cell, nucleus, other] = ["cell", "nucleus", "debris"].map((category) => ({
    category,
    crowd: false,
  }));
  const cells = [0, 1].map((at) => block(`${at}`, 0, 0, 20 * at, 12, 12));
  const nuclei = [0, 1].map((at) => block(`n${at}`, 1, 4, 20 * at + 4, 4, 4));

  it("nested categories are not mixed: the outer one is read", () => {
    const chosen = chooseEntries([...nuclei, ...cells], [cell, nucleus], ROWS, COLUMNS);
    expect(chosen.cells).toEqual(cells);
    expect(chosen.notes).toEqual([
      expect.stringContaining("cell (2) was read, and nucleus (2) inside it left out"),
    ]);
  });

  it("disjoint categories are read together and named in the notes", () => {
    const beside = [block("o", 2, 20, 0, 8, 8)];
    const chosen = chooseEntries([...cells, ...beside], [cell, nucleus, other], ROWS, COLUMNS);
    expect(chosen.cells).toEqual([...cells, ...beside]);
    expect(chosen.notes).toEqual(["Cells of 2 categories were read together: cell (2), debris (1)."]);
    expect(chooseEntries(cells, [cell, nucleus, other], ROWS, COLUMNS).notes).toEqual([]);
  });
});

describe("categories without cells, and parts of cells", () => {
  const KINDS = [
    { category: "cell", crowd: false },
    { category: "outer", crowd: false },
  ];
  const inner = [0, 1, 2, 3, 4, 5].map((at) =>
    block(`${at}`, 0, 4 + 16 * Math.floor(at / 3), 4 + 16 * (at % 3), 6, 6),
  );

  it("excludes a region that contains many cells", () => {
    const sides = fc.record({
      rows: fc.integer({ min: 30, max: 40 }),
      columns: fc.integer({ min: 45, max: 60 }),
    });
    fc.assert(
      fc.property(sides, ({ rows, columns }) => {
        const { cells, ignored, notes } = chooseEntries(
          [block("tissue", 1, 0, 0, rows, columns), ...inner],
          KINDS,
          ROWS,
          COLUMNS,
        );
        expect(cells).toEqual(inner);
        expect(ignored).toEqual([]);
        expect(notes).toEqual(["Left out as regions that hold many cells: outer (1); cell (6) was read."]);
      }),
    );
  });

  it("does not use nuclei of undrawn cells as background", () => {
    const outer = [0, 1, 2, 3].map((at) =>
      block(`o${at}`, 1, 2 + 16 * Math.floor(at / 3), 2 + 16 * (at % 3), 10, 10),
    );
    const { cells, ignored, notes } = chooseEntries([...inner, ...outer], KINDS, ROWS, COLUMNS);
    expect(cells).toEqual(outer);
    expect(ignored).toEqual([inner[4].runs, inner[5].runs]);
    expect(notes[1]).toBe("2 of those left out lie in none that was read; their pixels are not trained on.");
  });
});
