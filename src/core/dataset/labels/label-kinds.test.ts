import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelComponents } from "../../raster/label-components.ts";
import type { Labels } from "../../raster/plane.ts";
import { runsOfMask } from "../runs/run-length.ts";
import { auditLabels } from "./audit.ts";
import { solidityOf } from "./component-solidity.ts";
import { labelsFromCells } from "./labels-from-cells.ts";

const CELL = 14;

/** One disc of 3 to 5 px radius per square of a grid of at least 2 x 2; ids from 1; no two touch. */
const discs = fc
  .record({
    down: fc.integer({ min: 2, max: 4 }),
    across: fc.integer({ min: 2, max: 4 }),
    radii: fc.array(fc.integer({ min: 3, max: 5 }), { minLength: 16, maxLength: 16 }),
  })
  .map(({ down, across, radii }): Labels => {
    const [rows, columns] = [CELL * down, CELL * across];
    const data = Int32Array.from({ length: rows * columns }, (_, pixel) => {
      const [row, column] = [Math.floor(pixel / columns), pixel % columns];
      const square = Math.floor(row / CELL) * across + Math.floor(column / CELL);
      const distance = Math.hypot((row % CELL) - 7, (column % CELL) - 7);
      return distance <= radii[square] ? square + 1 : 0;
    });
    return { rows, columns, data };
  });

const mapped = (labels: Labels, value: (id: number, pixel: number) => number): Labels => ({
  ...labels,
  data: labels.data.map(value),
});
const cellsIn = ({ data }: Labels) => new Set(data.filter((id) => id > 0)).size;

/** The cells of both label images are the same, whatever their ids. */
function expectSameCells(a: Labels, b: Labels): void {
  const ids = new Map<number, number>();
  a.data.forEach((id, pixel) => void ids.set(id, b.data[pixel]));
  expect(b.data).toEqual(a.data.map((id) => ids.get(id) ?? -1));
  expect(new Set(ids.values()).size).toBe(ids.size);
  expect(ids.get(0)).toBe(0);
}

describe("a background labelled as a cell", () => {
  it("is found in an inverted mask", () => {
    fc.assert(
      fc.property(discs, fc.integer({ min: 1, max: 255 }), (labels, value) => {
        const audit = auditLabels(
          mapped(labels, (id) => (id === 0 ? value : 0)),
          null,
        );
        expect(audit.problem).toBeNull();
        expectSameCells(labels, audit.labels);
        expect(audit.notes[0]).toContain(`inverted: its value ${value} covers`);
      }),
    );
  });

  it("is found for any order of ids, with and without separating lines of 0", () => {
    fc.assert(
      fc.property(discs, fc.integer({ min: 1, max: 900 }), fc.boolean(), (labels, background, lines) => {
        const isRim = (id: number, pixel: number) => lines && id === 0 && labels.data[pixel + 1] > 0;
        const drawn = mapped(labels, (id, pixel) => {
          if (isRim(id, pixel)) return 0;
          return id === 0 ? background : id + 1000;
        });
        const audit = auditLabels(drawn, null);
        expect(audit.problem).toBeNull();
        expectSameCells(labels, audit.labels);
        expect(audit.notes[0]).toContain(`The value ${background} covers`);
      }),
    );
  });

  it("is refused if it may be touching cells, or is the only label", () => {
    const gaps = Int32Array.from({ length: 1600 }, (_, pixel) => {
      const [row, column] = [Math.floor(pixel / 40), pixel % 40];
      return (row % 10 === 5 && column > 2 && column < 38) || (column === 20 && row > 3) ? 0 : 1;
    });
    expect(auditLabels({ rows: 40, columns: 40, data: gaps }, null).problem).toMatch(
      /inverted, or its cells touch/,
    );
    const whole = { rows: 40, columns: 40, data: new Int32Array(1600).fill(3) };
    expect(auditLabels(whole, null).problem).toMatch(/covers the whole image/);
    const beside = Int32Array.from({ length: 1600 }, (_, pixel) => {
      const [row, column] = [Math.floor(pixel / 40), pixel % 40];
      if (row > 8 && row < 20 && column > 8 && column < 30) return column < 19 ? 0 : 2;
      return 1;
    });
    expect(auditLabels({ rows: 40, columns: 40, data: beside }, null).problem).toMatch(
      /looks like the background/,
    );
  });

  it("is not found in a cell that covers the image up to its centre", () => {
    const disc = Int32Array.from({ length: 1600 }, (_, pixel) =>
      Math.hypot(Math.floor(pixel / 40) - 19.5, (pixel % 40) - 19.5) <= 20 ? 1 : 0,
    );
    expect(auditLabels({ rows: 40, columns: 40, data: disc }, null)).toMatchObject({
      problem: null,
      cells: 1,
    });
  });

  it("is excluded from cells drawn one by one", () => {
    fc.assert(
      fc.property(discs, (labels) => {
        const cell = (name: string, isCell: (id: number) => boolean) => {
          return { name, runs: runsOfMask(Uint8Array.from(labels.data, (id) => (isCell(id) ? 1 : 0))) };
        };
        const ids = [...new Set(labels.data)].filter((id) => id > 0);
        const own = ids.map((id) => cell(`${id}.png`, (other) => other === id));
        for (const backdrop of [cell("b", (id) => id === 0), cell("b", () => true)]) {
          const painted = labelsFromCells([backdrop, ...own], labels.rows, labels.columns);
          expectSameCells(labels, painted.labels);
          expect(painted).toMatchObject({ cells: ids.length, overlapPixels: 0 });
          expect(painted.notes).toEqual([expect.stringMatching(/Left out as background.*: b\./)]);
        }
        const inverted = ids.map((id) => cell(`${id}.png`, (other) => other !== id));
        const turned = labelsFromCells(inverted, labels.rows, labels.columns);
        expectSameCells(labels, turned.labels);
        expect(turned.notes).toEqual([expect.stringContaining("inverted")]);
      }),
    );
  });
});

describe("ids that do not number cells", () => {
  it("are classes if cell interiors are enclosed by their rims, for any number of cells", () => {
    fc.assert(
      fc.property(discs, fc.boolean(), (labels, swap) => {
        const { columns, data } = labels;
        const isInner = (pixel: number) =>
          [-columns, columns, -1, 1].every((step) => data[pixel + step] === data[pixel]);
        const [inside, rim] = swap ? [2, 1] : [1, 2];
        const classes = mapped(labels, (id, pixel) => (id === 0 ? 0 : isInner(pixel) ? inside : rim));
        expect(auditLabels(classes, null).problem).toMatch(/map of classes/);
        const three = mapped(classes, (id) => id + 1);
        expect(auditLabels(three, null).problem).toMatch(/map of classes/);
      }),
    );
  });

  it("are classes for a single cell in two or three of them", () => {
    fc.assert(
      fc.property(
        discs,
        fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }),
        (labels, values) => {
          const middle = 7 * labels.columns + 7;
          const away = (pixel: number) =>
            Math.hypot(Math.floor(pixel / labels.columns) - 7, (pixel % labels.columns) - 7);
          const one = mapped(labels, (id) => (id === labels.data[middle] ? id : 0));
          const two = mapped(one, (id, pixel) => (id === 0 ? 0 : values[away(pixel) < 2 ? 0 : 1]));
          expect(auditLabels(two, null).problem).toMatch(/map of classes|soft edges/);
          const three = mapped(two, (id, pixel) => (id > 0 && away(pixel) < 1 ? values[2] : id));
          expect(auditLabels(three, null).problem).toMatch(/map of classes|soft edges/);
        },
      ),
    );
  });

  it("are cells if one only touches another", () => {
    const size = { rows: 20, columns: 20 };
    const touching = Int32Array.from({ length: 400 }, (_, pixel) => {
      const [row, column] = [Math.floor(pixel / 20), pixel % 20];
      if (row < 4 || row > 15 || column < 4 || column > 15) return 0;
      return row > 6 && column > 6 && column < 13 ? 2 : 1;
    });
    expect(auditLabels({ ...size, data: touching }, null)).toMatchObject({ problem: null, cells: 2 });
  });

  it("are colours if they are shared by few compact components", () => {
    fc.assert(
      fc.property(discs, fc.integer({ min: 2, max: 5 }), (labels, colours) => {
        const drawn = mapped(labels, (id) => (id === 0 ? 0 : 1 + (id % colours)));
        fc.pre(cellsIn(labels) >= 2 * colours);
        const audit = auditLabels(drawn, null);
        expectSameCells(labels, audit.labels);
        expect(audit.notes).toEqual([
          expect.stringContaining(`its ${colours} values lie in ${cellsIn(labels)}`),
        ]);
      }),
    );
  });

  it("restart at the limit of the sample type", () => {
    const side = 4 * 18;
    const data = Int32Array.from({ length: side * side }, (_, pixel) => {
      const [row, column] = [Math.floor(pixel / side), pixel % side];
      return row % 4 > 2 || column % 4 > 2
        ? 0
        : (Math.floor(row / 4) * 18 + Math.floor(column / 4) + 1) % 256;
    });
    const audit = auditLabels({ rows: side, columns: side, data }, null);
    expect(audit).toMatchObject({ problem: null, cells: 323 });
    expect(audit.notes[0]).toMatch(/ids end at 255 and begin again/);
  });

  it("differ from two cells when one is divided", () => {
    const audit = auditLabels(
      { rows: 3, columns: 9, data: Int32Array.from("110011022110011022110011022", Number) },
      null,
    );
    expect(audit).toMatchObject({
      problem: null,
      cells: 2,
      notes: [expect.stringContaining("1 piece lies apart")],
    });
  });
});

describe("smoothed masks", () => {
  it("are refused for their soft edges", () => {
    fc.assert(
      fc.property(discs, fc.integer({ min: 100, max: 255 }), (labels, value) => {
        const { rows, columns, data } = labels;
        fc.pre(rows * columns >= 3 * CELL ** 2);
        const at = (row: number, column: number) => (data[row * columns + column] > 0 ? value : 0);
        const soft = mapped(labels, (_, pixel) => {
          const [row, column] = [Math.floor(pixel / columns), pixel % columns];
          if (row === 0 || column === 0) return 0;
          const across = 0.3 * at(row, column) + 0.7 * at(row, column - 1);
          const above = 0.3 * at(row - 1, column) + 0.7 * at(row - 1, column - 1);
          return Math.round(0.6 * across + 0.4 * above);
        });
        expect(auditLabels(soft, null).problem).toMatch(/soft edges/);
      }),
    );
  });
});

describe("solidity", () => {
  it("is the fraction of pixel centres in the convex hull that are drawn", () => {
    const of = (...rows: string[]) => {
      const data = Int32Array.from(rows.join(""), Number);
      return Array.from(solidityOf(labelComponents({ rows: rows.length, columns: rows[0].length, data })));
    };
    expect(of("1")).toEqual([1]);
    expect(of("111")).toEqual([1]);
    expect(of("100", "010", "001")).toEqual([1]);
    expect(of("111", "111")).toEqual([1]);
    expect(of("100", "100", "111")).toEqual([5 / 6]);
    expect(of("11011", "00000", "10001", "11111")).toEqual([1, 1, 7 / 10]);
  });
});

describe("masks similar to their inverse", () => {
  const size = { rows: 64, columns: 64 };
  const drawn = (isOn: (row: number, column: number) => boolean): Labels => ({
    ...size,
    data: Int32Array.from({ length: 64 * 64 }, (_, pixel) =>
      isOn(Math.floor(pixel / 64), pixel % 64) ? 255 : 0,
    ),
  });

  it("refuses one cell that covers the image except its corners", () => {
    fc.assert(
      fc.property(fc.integer({ min: 36, max: 39 }), (radius) => {
        const cell = drawn((row, column) => Math.hypot(row - 31.5, column - 31.5) <= radius);
        const { problem } = auditLabels(cell, null);
        expect(problem).toMatch(/inverted, or its cells touch/);
        const { rows, columns, data } = cell;
        const runs = runsOfMask(Uint8Array.from(data, (id) => Number(id > 0)));
        expect(() => labelsFromCells([{ name: "1.png", runs }], rows, columns)).toThrow(
          /as a background does/,
        );
      }),
    );
  });

  it("refuses a dense inverted mask with less than half background", () => {
    fc.assert(
      fc.property(fc.integer({ min: 27, max: 29 }), (quarters) => {
        const inverted = drawn(
          (row, column) => Math.hypot((row % 16) - 7.5, (column % 16) - 7.5) > quarters / 4,
        );
        expect(auditLabels(inverted, null).problem).toMatch(/inverted/);
        const upright = mapped(inverted, (id) => 255 - id);
        expect(auditLabels(upright, null)).toMatchObject({ problem: null, cells: 16 });
      }),
    );
  });

  it("reads ids clipped to the type's maximum by their components", () => {
    const cells = drawn((row, column) => row % 3 < 2 && column % 3 < 2);
    const cut = mapped(cells, (id, pixel) => {
      const number = 1 + 22 * Math.floor(Math.floor(pixel / 64) / 3) + Math.floor((pixel % 64) / 3);
      return id === 0 ? 0 : Math.min(number, 255);
    });
    const audit = auditLabels(cut, null);
    expect(audit).toMatchObject({ problem: null, cells: 22 * 22 });
    expect(audit.notes[0]).toMatch(/^The ids end at 255, which several cells share/);
  });
});
