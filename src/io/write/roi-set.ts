import { type Zippable, zipSync } from "fflate";
import { append } from "../../core/append.ts";
import { LabError } from "../../core/errors.ts";
import type { Labels } from "../../core/raster/plane.ts";
import { type Loop, traceCells } from "../../core/raster/trace-cells.ts";

const HEADER_BYTES = 64;
const VERSION = 228;
/** ImageJ's type of a polygon along pixel edges. */
const TRACED = 8;
/** Fields of the header (ImageJ, ij/io/RoiEncoder.java); all numbers are big-endian. */
const AT = { version: 4, type: 6, box: 8, count: 16, longCount: 18 } as const;

const LARGEST_COORDINATE = 32_767;
const LARGEST_SHORT_COUNT = 65_535;
const ID_DIGITS = 4;

/** Fixed to the earliest date of a zip, so that the same cells always give the same bytes. */
const SHRUNK = { level: 6, mtime: new Date(1980, 0, 1) } as const;

/**
 * Joins all loops of a cell into one polygon: from the start of the first loop along each other loop and
 * back. The connecting lines are walked in both directions, so they cancel under the even-odd rule and
 * neither add nor remove a pixel.
 */
function joined([first, ...others]: readonly Loop[]): number[] {
  const start = first.slice(0, 2);
  const line = [...first];
  for (const loop of others) append(line, [...start, ...loop, ...loop.slice(0, 2)]);
  return line;
}

function regionOf(loops: readonly Loop[]): Uint8Array {
  const line = joined(loops);
  const count = line.length / 2;
  const out = new Uint8Array(HEADER_BYTES + 4 * count);
  const view = new DataView(out.buffer);
  let [left, top, right, bottom] = [LARGEST_COORDINATE, LARGEST_COORDINATE, 0, 0];
  for (let corner = 0; corner < count; corner++) {
    const [column, row] = [line[2 * corner], line[2 * corner + 1]];
    [left, right] = [Math.min(left, column), Math.max(right, column)];
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
  }
  out.set(new TextEncoder().encode("Iout"));
  view.setUint16(AT.version, VERSION);
  view.setUint8(AT.type, TRACED);
  [top, left, bottom, right].forEach((side, index) => void view.setInt16(AT.box + 2 * index, side));
  if (count <= LARGEST_SHORT_COUNT) view.setUint16(AT.count, count);
  else view.setUint32(AT.longCount, count);
  for (let corner = 0; corner < count; corner++) {
    const at = HEADER_BYTES + 2 * corner;
    view.setInt16(at, line[2 * corner] - left);
    view.setInt16(at + 2 * count, line[2 * corner + 1] - top);
  }
  return out;
}

/**
 * The cells of a label image in the format of ImageJ's ROI Manager: a zip with one region per cell, named by
 * its id, along its pixel edges. Connected components and holes are kept. An image without cells gives an
 * empty zip. Throws a LabError if a side of the image exceeds the coordinate range of ImageJ's regions.
 */
export function writeRoiSet(labels: Labels): Uint8Array<ArrayBuffer> {
  if (Math.max(labels.rows, labels.columns) > LARGEST_COORDINATE) {
    throw new LabError(
      `ImageJ's regions reach ${LARGEST_COORDINATE} px, but the image has ${labels.rows} rows and ${labels.columns} columns. Export the label image instead.`,
    );
  }
  const files: Zippable = {};
  for (const [id, loops] of traceCells(labels)) {
    files[`${String(id).padStart(ID_DIGITS, "0")}.roi`] = [regionOf(loops), SHRUNK];
  }
  return zipSync(files) as Uint8Array<ArrayBuffer>;
}
