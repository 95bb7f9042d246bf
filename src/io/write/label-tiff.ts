import type { Labels } from "../../core/raster/plane.ts";
import { labelSamples } from "./label-samples.ts";

const HEADER_BYTES = 8;
const ENTRY_BYTES = 12;
const SHORT = 3;
const LONG = 4;
const ASCII = 2;

/** Tag numbers (TIFF 6.0, section 8), ascending as a directory requires. */
const TAG = {
  width: 256,
  rows: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  description: 270,
  stripOffset: 273,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
} as const;

const NOT_COMPRESSED = 1;
const ZERO_IS_BLACK = 1;

/** ImageJ reads its display range from here, so that the highest id is white. */
function descriptionOf(largest: number): Uint8Array {
  return new TextEncoder().encode(`ImageJ=1.53t\nmin=0.0\nmax=${Math.max(1, largest)}.0\n\0`);
}

/**
 * A label image as a 16-bit grey TIFF: little-endian, one strip, uncompressed, as written by ImageJ. Throws a
 * LabError if an id needs more bits.
 */
export function writeLabelTiff(labels: Labels): Uint8Array<ArrayBuffer> {
  const { rows, columns } = labels;
  const samples = labelSamples(labels);
  const description = descriptionOf(samples.reduce((high, id) => Math.max(high, id), 0));
  const entryCount = Object.keys(TAG).length;
  const descriptionAt = HEADER_BYTES + 2 + entryCount * ENTRY_BYTES + 4;
  // Values start on a word boundary.
  const samplesAt = Math.ceil((descriptionAt + description.length) / 2) * 2;
  const bytes = samples.length * samples.BYTES_PER_ELEMENT;
  const entries: readonly (readonly [tag: number, type: number, count: number, value: number])[] = [
    [TAG.width, LONG, 1, columns],
    [TAG.rows, LONG, 1, rows],
    [TAG.bitsPerSample, SHORT, 1, 8 * samples.BYTES_PER_ELEMENT],
    [TAG.compression, SHORT, 1, NOT_COMPRESSED],
    [TAG.photometric, SHORT, 1, ZERO_IS_BLACK],
    [TAG.description, ASCII, description.length, descriptionAt],
    [TAG.stripOffset, LONG, 1, samplesAt],
    [TAG.samplesPerPixel, SHORT, 1, 1],
    [TAG.rowsPerStrip, LONG, 1, rows],
    [TAG.stripBytes, LONG, 1, bytes],
  ];
  const out = new Uint8Array(samplesAt + bytes);
  const view = new DataView(out.buffer);
  out.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, HEADER_BYTES, true);
  view.setUint16(HEADER_BYTES, entryCount, true);
  for (const [index, [tag, type, count, value]] of entries.entries()) {
    const at = HEADER_BYTES + 2 + index * ENTRY_BYTES;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    // A SHORT value is in the first two bytes, where little-endian order puts it anyway.
    view.setUint32(at + 8, value, true);
  }
  out.set(description, descriptionAt);
  samples.forEach((id, index) => void view.setUint16(samplesAt + 2 * index, id, true));
  return out;
}
