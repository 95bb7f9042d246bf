import { zlibSync } from "fflate";

/** What to write; samples are `[row, column]`. */
export interface TiffRequest {
  readonly rows: number;
  readonly columns: number;
  readonly samples: Uint8Array | Uint16Array;
  readonly deflate?: boolean;
  readonly bigEndian?: boolean;
  readonly rowsPerStrip?: number;
  /** Side of square tiles in px, instead of strips. */
  readonly tile?: number;
  /** Differences along rows. */
  readonly predictor?: boolean;
}

const SHORT = 3;
const LONG = 4;
const HEADER_BYTES = 8;
const ENTRY_BYTES = 12;

/** Samples of the block at `top`, `left`; zeros where a tile goes beyond the image. */
function block(request: TiffRequest, top: number, left: number, height: number, width: number): Uint8Array {
  const { rows, columns, samples, bigEndian = false, predictor = false, deflate = false } = request;
  const size = samples.BYTES_PER_ELEMENT;
  const out = new Uint8Array(height * width * size);
  const view = new DataView(out.buffer);
  for (let row = 0; row < height; row++) {
    let before = 0;
    for (let column = 0; column < width; column++) {
      const inside = top + row < rows && left + column < columns;
      const value = inside ? samples[(top + row) * columns + left + column] : 0;
      const stored = predictor ? value - before : value;
      before = value;
      const at = (row * width + column) * size;
      if (size === 1) view.setUint8(at, stored);
      else view.setUint16(at, stored, !bigEndian);
    }
  }
  return deflate ? zlibSync(out) : out;
}

function blocksOf(request: TiffRequest): Uint8Array[] {
  const { rows, columns, tile, rowsPerStrip = rows } = request;
  const blocks: Uint8Array[] = [];
  for (let top = 0; top < rows; top += tile ?? rowsPerStrip) {
    for (let left = 0; left < columns; left += tile ?? columns) {
      const height = tile ?? Math.min(rowsPerStrip, rows - top);
      blocks.push(block(request, top, left, height, tile ?? columns));
    }
  }
  return blocks;
}

/** The bytes of a small TIFF of one grey image, for tests of the reader. */
export function tiffBytes(request: TiffRequest): Uint8Array {
  const { rows, columns, samples, tile, rowsPerStrip = rows, bigEndian = false } = request;
  const blocks = blocksOf(request);
  const entries: [tag: number, type: number, values: number[]][] = [
    [256, LONG, [columns]],
    [257, LONG, [rows]],
    [258, SHORT, [8 * samples.BYTES_PER_ELEMENT]],
    [259, SHORT, [request.deflate ? 8 : 1]],
    [262, SHORT, [1]],
    [277, SHORT, [1]],
    [317, SHORT, [request.predictor ? 2 : 1]],
  ];
  const listsAt = HEADER_BYTES + 2 + ENTRY_BYTES * (entries.length + (tile ? 4 : 3)) + 4;
  let at = listsAt + 8 * blocks.length;
  const offsets = blocks.map((bytes) => {
    at += bytes.length;
    return at - bytes.length;
  });
  const sizes = blocks.map(({ length }) => length);
  if (tile)
    entries.push([322, SHORT, [tile]], [323, SHORT, [tile]], [324, LONG, offsets], [325, LONG, sizes]);
  else entries.push([273, LONG, offsets], [278, LONG, [rowsPerStrip]], [279, LONG, sizes]);
  entries.sort(([a], [b]) => a - b);

  const out = new Uint8Array(at);
  const view = new DataView(out.buffer);
  const little = !bigEndian;
  out.set(bigEndian ? [0x4d, 0x4d, 0, 42] : [0x49, 0x49, 42, 0]);
  view.setUint32(4, HEADER_BYTES, little);
  view.setUint16(HEADER_BYTES, entries.length, little);
  let listAt = listsAt;
  entries.forEach(([tag, type, values], index) => {
    const entry = HEADER_BYTES + 2 + ENTRY_BYTES * index;
    view.setUint16(entry, tag, little);
    view.setUint16(entry + 2, type, little);
    view.setUint32(entry + 4, values.length, little);
    if (values.length > 1) {
      view.setUint32(entry + 8, listAt, little);
      for (const value of values) {
        view.setUint32(listAt, value, little);
        listAt += 4;
      }
    } else if (type === SHORT) view.setUint16(entry + 8, values[0], little);
    else view.setUint32(entry + 8, values[0], little);
  });
  blocks.forEach((bytes, index) => void out.set(bytes, offsets[index]));
  return out;
}
