import { describe, expect, it } from "vitest";
import { labelComponents } from "../../raster/label-components.ts";
import type { Labels } from "../../raster/plane.ts";
import { areOutlines } from "./outlines.ts";

const SIDE = 104;
const MARGIN = 4;

interface Disc {
  readonly row: number;
  readonly column: number;
  readonly radius: number;
}

/** Labels given by the id of each pixel. */
function painted(idAt: (row: number, column: number) => number): Labels {
  const data = Int32Array.from({ length: SIDE * SIDE }, (_, pixel) =>
    idAt(Math.floor(pixel / SIDE), pixel % SIDE),
  );
  return { rows: SIDE, columns: SIDE, data };
}

/** A grid of discs, which touch if the step is twice the radius. */
function discs(step: number, radius: number): Disc[] {
  const count = Math.floor((SIDE - 2 * MARGIN) / step);
  return Array.from({ length: count * count }, (_, at) => ({
    row: MARGIN + step / 2 + step * Math.floor(at / count),
    column: MARGIN + step / 2 + step * (at % count),
    radius,
  }));
}

function filledDiscs(cells: readonly Disc[]): Labels {
  return painted(
    (row, column) =>
      1 + cells.findLastIndex((disc) => Math.hypot(row - disc.row, column - disc.column) <= disc.radius),
  );
}

/** The outer pixels of each id, with the given line width. */
function outlined(labels: Labels, width: number): Labels {
  return painted((row, column) => {
    const id = labels.data[row * SIDE + column];
    for (let down = -width; down <= width; down++) {
      for (let right = -width; right <= width; right++) {
        const [r, c] = [row + down, column + right];
        const inside = r >= 0 && r < SIDE && c >= 0 && c < SIDE;
        if (inside && labels.data[r * SIDE + c] !== id) return id;
      }
    }
    return 0;
  });
}

const binary = (labels: Labels): Labels => ({
  ...labels,
  data: labels.data.map((id) => (id === 0 ? 0 : 255)),
});
const found = (labels: Labels) => areOutlines(labels, labelComponents(labels));

describe("outlines", () => {
  const apart = filledDiscs(discs(24, 10));
  const touching = filledDiscs(discs(24, 13));

  it.each([
    ["cells that lie apart, one pixel wide", outlined(apart, 1)],
    ["cells that lie apart, two pixels wide", outlined(apart, 2)],
    ["cells that touch, one pixel wide", outlined(touching, 1)],
    ["cells that touch, two pixels wide", outlined(touching, 2)],
  ])("around %s are recognised, with and without ids", (_, labels) => {
    expect(found(labels)).toBe(true);
    expect(found(binary(labels))).toBe(true);
  });

  it("are recognised if the image border cuts many of them", () => {
    const cut = filledDiscs(
      discs(24, 13).map(({ row, column, radius }) => ({ row: row - 14, column: column - 14, radius })),
    );
    expect(found(outlined(cut, 1))).toBe(true);
  });

  it.each([
    ["round cells", filledDiscs(discs(24, 10))],
    ["cells that touch", filledDiscs(discs(24, 13))],
    ["cells of a few pixels", filledDiscs(discs(6, 1.5))],
    ["single pixels", filledDiscs(discs(6, 0.5))],
    [
      "bacteria two pixels wide",
      painted((row, column) =>
        row % 6 < 2 && column % 16 < 12 ? 1 + (row - (row % 6)) + Math.floor(column / 16) : 0,
      ),
    ],
    [
      "filaments one pixel wide that wind and nearly close",
      painted((row, column) => {
        const ring = Math.max(Math.abs((row % 32) - 16), Math.abs((column % 32) - 16));
        return ring === 10 && row % 32 !== 16 ? 1 + Math.floor(row / 32) * 3 + Math.floor(column / 32) : 0;
      }),
    ],
    [
      "filaments that cross and enclose together",
      painted((row, column) => {
        if (row % 24 === 12) return 1 + Math.floor(row / 24);
        return column % 24 === 12 ? 10 + Math.floor(column / 24) : 0;
      }),
    ],
    [
      "cells with a hole",
      painted((row, column) => {
        const distance = Math.hypot((row % 32) - 16, (column % 32) - 16);
        return distance < 14 && distance > 6 ? 1 + Math.floor(row / 32) * 3 + Math.floor(column / 32) : 0;
      }),
    ],
    [
      "background between cells",
      painted((row, column) => (row % 16 < 13 || column % 16 < 13 ? 1 + Math.floor(row / 16) : 0)),
    ],
    ["a filled image", painted(() => 3)],
  ])("are not recognised in %s", (_, labels) => {
    expect(found(labels)).toBe(false);
  });
});
