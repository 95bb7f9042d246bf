import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scoreImage } from "../metrics/instance-score.ts";
import { overlapTable } from "../metrics/overlap-table.ts";
import type { Labels } from "../raster/plane.ts";
import { type CellField, trueField } from "./cell-field.ts";
import { instanceChoice } from "./choice.ts";
import { dilateLabels } from "./dilate-labels.ts";
import { findInstances } from "./find-instances.ts";
import { METHODS } from "./parameters.ts";

const SIDE = 24;

/** Disks `[row, column, radius]`; earlier ones cover later ones. */
function disks(rows: number, columns: number, ...cells: [number, number, number][]): Labels {
  const data = Int32Array.from({ length: rows * columns }, (_, pixel) => {
    const [row, column] = [Math.floor(pixel / columns), pixel % columns];
    return 1 + cells.findIndex(([r, c, radius]) => Math.hypot(row - r, column - c) <= radius);
  });
  return { rows, columns, data };
}

const disk = fc.tuple(fc.nat(SIDE), fc.nat(SIDE), fc.double({ min: 0.5, max: 9, noNaN: true }));
const cellImage = fc
  .array(disk, { maxLength: 8 })
  .map((cells) => disks(SIDE, SIDE, ...(cells as [number, number, number][])));

const unit = fc.double({ min: -1, max: 1, noNaN: true });
/** Fields of a poor network: mask, levels and vectors are inconsistent. */
const anyField = fc
  .record({
    rows: fc.integer({ min: 1, max: 12 }),
    columns: fc.integer({ min: 1, max: 12 }),
    pixels: fc.array(fc.record({ mask: fc.nat(3), level: fc.nat(15), down: unit, right: unit }), {
      minLength: 144,
      maxLength: 144,
    }),
  })
  .map(({ rows, columns, pixels }): CellField => {
    const used = pixels.slice(0, rows * columns);
    return {
      rows,
      columns,
      mask: Uint8Array.from(used, ({ mask }) => Math.min(1, mask)),
      level: Uint8Array.from(used, ({ level }) => level),
      unitVectors: Float32Array.from(used.flatMap(({ down, right }) => [down, right])),
    };
  });

function cellsIn({ data }: Labels): number {
  return new Set(data.filter((id) => id > 0)).size;
}

describe.each(METHODS)("%s", (method) => {
  test("numbers cells from 1 by area, within the mask, deterministically", () => {
    const minimum = fc.integer({ min: 0, max: 8 });
    fc.assert(
      fc.property(anyField, minimum, (field, smallest) => {
        const choice = instanceChoice(method, { minimum: smallest });
        const cells = findInstances(field, choice);
        expect(cells.data.every((id, pixel) => id === 0 || field.mask[pixel] > 0)).toBe(true);
        const areas = Array.from({ length: cellsIn(cells) }, (_, index) =>
          cells.data.reduce((area, id) => area + (id === index + 1 ? 1 : 0), 0),
        );
        expect(areas.includes(0)).toBe(false);
        expect(areas).toEqual(areas.toSorted((a, b) => b - a));
        expect(findInstances(field, choice)).toEqual(cells);
      }),
    );
  });

  test("finds nothing in an empty mask", () => {
    const empty = trueField(disks(5, 7), "open");
    expect(findInstances(empty, instanceChoice(method)).data.every((id) => id === 0)).toBe(true);
  });

  test("finds separate cells completely", () => {
    const labels = disks(60, 80, [14, 14, 10], [16, 60, 7], [42, 30, 13]);
    const found = findInstances(trueField(labels, "open"), instanceChoice(method));
    expect(scoreImage(overlapTable(labels, found))).toMatchObject({ kaggle: 1, foundCells: 3 });
  });

  test(`${method === "components" ? "joins" : "separates"} two touching cells`, () => {
    const labels = disks(40, 60, [20, 18, 12], [20, 40, 11]);
    const found = findInstances(trueField(labels, "open"), instanceChoice(method));
    expect(cellsIn(found)).toBe(method === "components" ? 1 : 2);
    if (method !== "components") {
      expect(scoreImage(overlapTable(labels, found)).sq).toBeGreaterThan(0.93);
    }
  });
});

describe("cutting ground-truth levels", () => {
  const levels = fc.integer({ min: 0, max: 2 });

  test("does not depend on the ids of the cells", () => {
    fc.assert(
      fc.property(cellImage, levels, fc.integer({ min: 1, max: 50 }), (labels, level, factor) => {
        const renamed = { ...labels, data: labels.data.map((id) => (id === 0 ? 0 : 500 - factor * id)) };
        const choice = instanceChoice("cut", { level, minimum: 3 });
        expect(findInstances(trueField(renamed, "open"), choice)).toEqual(
          findInstances(trueField(labels, "open"), choice),
        );
      }),
    );
  });

  test("keeps a cell without a remaining level only with leftovers kept", () => {
    const labels = disks(40, 40, [12, 12, 9], [30, 30, 2]);
    const field = trueField(labels, "open");
    const kept = findInstances(field, instanceChoice("cut", { level: 2, minimum: 12 }));
    expect(scoreImage(overlapTable(labels, kept)).kaggle).toBe(1);
    const lost = findInstances(field, instanceChoice("cut", { level: 2, minimum: 12, leftovers: false }));
    expect(scoreImage(overlapTable(labels, lost))).toMatchObject({ trueCells: 2, foundCells: 1 });
  });

  test("at a higher level separates cells that a lower one joins", () => {
    const level = Uint8Array.of(3, 3, 1, 3, 3);
    const still = new Float32Array(10);
    const field = { rows: 1, columns: 5, mask: level, level, unitVectors: still };
    const cut = (value: number) => findInstances(field, instanceChoice("cut", { level: value, minimum: 1 }));
    expect([...cut(0).data]).toEqual([1, 1, 1, 1, 1]);
    expect([...cut(1).data]).toEqual([1, 1, 1, 2, 2]);
  });

  test("connects across corners with 8 neighbours only", () => {
    const level = Uint8Array.of(2, 0, 0, 2);
    const still = new Float32Array(8);
    const field = { rows: 2, columns: 2, mask: level, level, unitVectors: still };
    const cells = (neighbours: 4 | 8) =>
      cellsIn(findInstances(field, instanceChoice("cut", { minimum: 1, neighbours })));
    expect([cells(4), cells(8)]).toEqual([2, 1]);
  });
});

describe("dilation", () => {
  const plane = fc.array(fc.record({ id: fc.nat(6), mask: fc.nat(2) }), {
    minLength: 100,
    maxLength: 100,
  });

  test("never leaves the mask nor overwrites, and reaches all pixels within its steps", () => {
    fc.assert(
      fc.property(plane, fc.integer({ min: -1, max: 4 }), (pixels, steps) => {
        const mask = pixels.map((pixel) => pixel.mask);
        const data = Int32Array.from(pixels, ({ id, mask: on }) => (id > 4 && on > 0 ? id : 0));
        const grown = dilateLabels({ rows: 10, columns: 10, data }, mask, steps).data;
        const further = dilateLabels({ rows: 10, columns: 10, data: grown }, mask, 1).data;
        const oneMore = dilateLabels({ rows: 10, columns: 10, data }, mask, Math.max(0, steps) + 1).data;
        grown.forEach((id, pixel) => {
          if (data[pixel] !== 0 || !(mask[pixel] > 0)) expect(id).toBe(data[pixel]);
        });
        expect(further.map((id) => Math.min(id, 1))).toEqual(oneMore.map((id) => Math.min(id, 1)));
      }),
    );
  });

  test("has the same speed from all sides", () => {
    const components = { rows: 1, columns: 7, data: Int32Array.of(1, 0, 0, 0, 0, 0, 2) };
    const mask = [1, 1, 1, 1, 1, 1, 1];
    expect([...dilateLabels(components, mask, 2).data]).toEqual([1, 1, 1, 0, 2, 2, 2]);
    expect([...dilateLabels(components, mask, 9).data]).toEqual([1, 1, 1, 1, 2, 2, 2]);
  });
});
