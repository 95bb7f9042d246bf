import { encode } from "fast-png";
import { describe, expect, it } from "vitest";
import { auditLabels } from "../../core/dataset/labels/audit.ts";
import type { Labels } from "../../core/raster/plane.ts";
import { readRaster } from "./images/read-raster.ts";
import { labelsOf } from "./labels/labels-of.ts";
import { dropOf, HAS_SHARED_DATA, importAll, SHARED_NOTE, sharedBytes } from "./testing/test-files.ts";

/**
 * Label images drawn by people or predicted by programs: touching cells, single bacteria, non-consecutive
 * ids.
 */
const REAL = [
  "phase/pairs/masks/phase_00.png",
  "phase/pairs/masks/phase_01.png",
  "phase/usiigaci/set18/labeled.png",
  "tools_real/stardist/mask2d.tif",
  "tools_real/omnipose/ecoli_phase_labels.tif",
  "pairs/png16/cells_00_label.png",
  "pairs/cellpose/cells_01_cp_masks.png",
  "pairs/stardist/masks/cells_02.tif",
  "pairs/ctc/01_GT/SEG/man_seg000.tif",
  "formats/labels_u16.tif",
];

/**
 * Images that are small enough to outline many times, in which some cells are not cut by the image border.
 */
const DRAWN_AROUND = REAL.filter((path) => !/phase|formats/.test(path) || path.endsWith("phase_00.png"));

const labelsIn = (path: string): Labels => labelsOf(path, readRaster(path, sharedBytes(path))).labels;

/** Pixels of a cell with another id within `width` pixels along a row or column. */
function outlinesOf({ rows, columns, data }: Labels, width: number): Labels {
  const idAt = (row: number, column: number) =>
    row < 0 || column < 0 || row >= rows || column >= columns ? null : data[row * columns + column];
  const outline = data.map((id, pixel) => {
    const [row, column] = [Math.floor(pixel / columns), pixel % columns];
    for (let step = 1; step <= width; step++) {
      const around = [
        idAt(row - step, column),
        idAt(row + step, column),
        idAt(row, column - step),
        idAt(row, column + step),
      ];
      if (around.some((other) => other !== null && other !== id)) return id;
    }
    return 0;
  });
  return { rows, columns, data: outline };
}

const binary = (labels: Labels): Labels => ({ ...labels, data: labels.data.map((id) => (id === 0 ? 0 : 1)) });

describe.skipIf(!HAS_SHARED_DATA)(`real label images${SHARED_NOTE}`, () => {
  it.each(REAL)("%s contains cells, with and without its ids", (path) => {
    const labels = labelsIn(path);
    expect(auditLabels(labels, null).problem).toBeNull();
    expect(auditLabels(binary(labels), null).problem).toBeNull();
  });

  it.each(DRAWN_AROUND)("outlines of %s are refused", (path) => {
    for (const width of [1, 2]) {
      const outlines = outlinesOf(labelsIn(path), width);
      expect(auditLabels(outlines, null).problem).toMatch(/outlines, not cells/);
      expect(auditLabels(binary(outlines), null).problem).toMatch(/outlines, not cells/);
    }
  });

  it("give the same cells with one colour per cell", async () => {
    const drop = await dropOf("pairs/png16");
    const pixels = drop.find(({ path }) => path.endsWith("cells_00.png"));
    const { rows, columns, data } = labelsIn("pairs/png16/cells_00_label.png");
    const colours = Uint8Array.from(
      { length: 3 * data.length },
      (_, at) => (data[Math.floor(at / 3)] * [37, 91, 53][at % 3]) % 256,
    );
    const png = encode({ width: columns, height: rows, data: colours, channels: 3, depth: 8 });
    const { images } = await importAll([
      { path: "a.png", blob: pixels?.blob ?? new Blob() },
      { path: "a_masks.png", blob: new Blob([png.slice()]) },
    ]);
    const idOf = new Map<number, number>();
    images[0].labels.data.forEach((id, pixel) => void idOf.set(data[pixel], id));
    expect(images[0].labels.data).toEqual(data.map((id) => idOf.get(id) ?? -1));
    expect(new Set(idOf.values()).size).toBe(new Set(data).size);
    expect(images[0].record.notes.join()).toContain("drawn in colours");
  });
});

describe("masks", () => {
  const SIDE = 40;
  const pngOf = (valueAt: (row: number, column: number) => number) => {
    const data = Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) =>
      valueAt(Math.floor(pixel / SIDE), pixel % SIDE),
    );
    return new Blob([encode({ width: SIDE, height: SIDE, data, channels: 1, depth: 8 }).slice()]);
  };
  const pixels = pngOf((row, column) => (row * 31 + column * 7) % 251);
  const ring = (radius: number) => (row: number, column: number) =>
    Math.max(Math.abs(row - 20), Math.abs(column - 20)) === radius ? 255 : 0;

  it("of outlines are refused, in one file and in one file per cell", async () => {
    const whole = await importAll([
      { path: "a.png", blob: pixels },
      { path: "a_mask.png", blob: pngOf(ring(12)) },
    ]);
    expect(whole.records).toEqual([]);
    expect(whole.refused[0]).toMatchObject({
      file: "a_mask.png",
      reason: expect.stringContaining("outlines"),
    });
    const single = await importAll([
      { path: "ID/images/ID.png", blob: pixels },
      { path: "ID/masks/1.png", blob: pngOf(ring(12)) },
      { path: "ID/masks/2.png", blob: pngOf(ring(16)) },
    ]);
    expect(single.records).toEqual([]);
    expect(single.refused[0]).toMatchObject({
      file: "ID/masks/1.png",
      reason: expect.stringContaining("outlines"),
    });
  });

  it("that are binary give their components as cells, with a note", async () => {
    const two = pngOf((row, column) => (row > 3 && row < 12 && (column < 9 || column > 20) ? 255 : 0));
    const { records } = await importAll([
      { path: "a.png", blob: pixels },
      { path: "a_mask.png", blob: two },
    ]);
    expect(records[0]).toMatchObject({ cells: 2, notes: [expect.stringContaining("binary")] });
  });

  it("keep separate components of one id as one cell, with a note", async () => {
    const { records, images } = await importAll([
      { path: "a.png", blob: pixels },
      {
        path: "a_mask.png",
        blob: pngOf((row, column) => (row > 20 ? 9 : row < 10 && column % 20 < 9 ? 200 : 0)),
      },
    ]);
    expect(records[0]).toMatchObject({ cells: 2, notes: [expect.stringContaining("1 piece lies apart")] });
    expect(new Set(images[0].labels.data)).toEqual(new Set([0, 9, 200]));
  });
});
