import fc from "fast-check";
import { encode } from "fast-png";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { importAll } from "../testing/test-files.ts";
import { readImageJRegion } from "./imagej-roi.ts";

const SIDE = 40;

interface RoiRequest {
  readonly type: number;
  readonly box: readonly [top: number, left: number, bottom: number, right: number];
  /** Column and row of each corner, relative to the corner of the bounding box. */
  readonly corners?: readonly (readonly [x: number, y: number])[];
  /** Subpixel corners, relative to the corner of the image. */
  readonly exact?: readonly (readonly [x: number, y: number])[];
  readonly composite?: boolean;
  readonly position?: number;
}

/** The bytes of an ImageJ ROI, big-endian as in the format. */
function roiBytes({ type, box, corners = [], exact, composite, position = 0 }: RoiRequest): Uint8Array {
  const count = exact?.length ?? corners.length;
  const out = new Uint8Array(64 + count * (exact ? 12 : 4));
  const view = new DataView(out.buffer);
  out.set(new TextEncoder().encode("Iout"));
  view.setUint16(4, 228);
  view.setUint8(6, type);
  box.forEach((side, index) => void view.setInt16(8 + 2 * index, side));
  view.setUint16(16, count);
  view.setInt32(36, composite ? 100 : 0);
  view.setUint16(50, exact ? 128 : 0);
  view.setInt32(56, position);
  corners.forEach(([x, y], index) => {
    view.setInt16(64 + 2 * index, x);
    view.setInt16(64 + 2 * (count + index), y);
  });
  exact?.forEach(([x, y], index) => {
    view.setFloat32(64 + 4 * (count + index), x);
    view.setFloat32(64 + 4 * (2 * count + index), y);
  });
  return out;
}

const FREEHAND = roiBytes({
  type: 7,
  box: [10, 20, 14, 26],
  corners: [
    [0, 0],
    [6, 0],
    [6, 4],
    [0, 4],
  ],
});
const RECTANGLE = roiBytes({ type: 1, box: [2, 3, 8, 13] });
const OVAL = roiBytes({ type: 2, box: [20, 2, 30, 16] });
const EXACT = roiBytes({
  type: 0,
  box: [0, 0, 0, 0],
  exact: [
    [30.4, 30.4],
    [34.6, 30.4],
    [34.6, 33.6],
    [30.4, 33.6],
  ],
});
const LINE = roiBytes({ type: 3, box: [1, 1, 9, 9] });

const pixels = new Blob([
  encode({
    width: SIDE,
    height: SIDE,
    data: Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) => (pixel * 7) % 251),
    channels: 1,
    depth: 8,
  }).slice(),
]);

function drop(zip: string, files: Record<string, Uint8Array>, images = ["cell.png"]) {
  const archive = new Blob([zipSync(files).slice()]);
  return importAll([
    { path: `set/${zip}`, blob: archive },
    ...images.map((name) => ({ path: `set/${name}`, blob: pixels })),
  ]);
}

describe("a zip of ImageJ regions", () => {
  it("gives the cells of the image beside it: freehand, rectangles, ovals and fractions of a pixel", async () => {
    const { images, records, refused } = await drop("RoiSet.zip", {
      "1.roi": FREEHAND,
      "2.roi": RECTANGLE,
      "3.roi": OVAL,
      "4.roi": EXACT,
      "5.roi": LINE,
    });
    expect(refused).toEqual([]);
    expect(records[0]).toMatchObject({
      name: "cell",
      cells: 4,
      source: "cell.png with 5 cells of RoiSet.zip",
    });
    expect(records[0].notes).toEqual(["No cell in 5.roi (a line)."]);
    const { data } = images[0].labels;
    const areaOf = (id: number) => data.filter((value) => value === id).length;
    expect([areaOf(1), areaOf(2), areaOf(4)]).toEqual([24, 60, 20]);
    expect(Math.abs(areaOf(3) - Math.PI * 5 * 7)).toBeLessThan(3);
    expect([data[10 * SIDE + 20], data[13 * SIDE + 25], data[10 * SIDE + 19]]).toEqual([1, 1, 0]);
  });

  it("belongs to the image of its name, with a note if there is none", async () => {
    const named = await drop("b_rois.zip", { "1.roi": RECTANGLE }, ["a.png", "b.png"]);
    expect(named.records.map(({ name }) => name)).toEqual(["b"]);
    const unnamed = await drop("RoiSet.zip", { "1.roi": RECTANGLE }, ["a.png", "b.png"]);
    expect(unnamed.records).toEqual([]);
    expect(unnamed.refused[0].reason).toContain("do not say which image");
  });

  it("is refused if a cell would be missing: composite regions, several planes", async () => {
    const composite = roiBytes({ type: 1, box: [2, 3, 8, 13], composite: true });
    const parts = await drop("RoiSet.zip", { "1.roi": RECTANGLE, "2.roi": composite });
    expect(parts.records).toEqual([]);
    expect(parts.refused[0].reason).toContain("2.roi in RoiSet.zip is of several parts");
    const second = roiBytes({ type: 1, box: [2, 3, 8, 13], position: 2 });
    const third = roiBytes({ type: 1, box: [12, 3, 18, 13], position: 3 });
    const planes = await drop("RoiSet.zip", { "1.roi": second, "2.roi": third });
    expect(planes.refused[0].reason).toContain("drawn on 2 planes");
  });

  it("with arbitrary bytes never crashes the reader", () => {
    const change = fc.tuple(fc.nat(79), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 5 }), fc.nat(FREEHAND.length), (changes, length) => {
        const bytes = FREEHAND.slice(0, length);
        for (const [at, value] of changes) if (at < length) bytes[at] = value;
        const { outline, problem } = readImageJRegion(bytes);
        expect(outline === null).toBe(problem !== null);
      }),
      { numRuns: 2000 },
    );
  });
});
