import { zlibSync } from "fflate";

/** Options of a TIFF page; samples are `[row, column]`. */
export interface TiffRequest {
  readonly rows: number;
  readonly columns: number;
  readonly samples: Uint8Array | Uint16Array;
  readonly deflate?: boolean;
  readonly bigEndian?: boolean;
  readonly rowsPerStrip?: number;
  /** Side of square tiles in px; strips by default. */
  readonly tile?: number;
  /** Horizontal differencing. */
  readonly predictor?: boolean;
  /** Another compression: its code, and the bits per sample if different from those of the array. */
  readonly packed?: {
    readonly code: number;
    readonly bits?: number;
    readonly channels?: number;
    pack(block: Uint8Array): Uint8Array;
  };
  readonly description?: string;
  /** Pixels per unit as numerator and denominator (tags 282 and 283), and the unit (tag 296). */
  readonly resolution?: {
    readonly x: readonly [number, number];
    readonly y?: readonly [number, number];
    readonly unit?: number;
  };
  readonly photometric?: number;
  /** Type of page (tag 254). */
  readonly subfile?: number;
  /** Overrides values of tags, given the correct ones; null leaves a tag out. */
  tags?(right: ReadonlyMap<number, readonly number[]>): Readonly<Record<number, readonly number[] | null>>;
}

const BYTE = 2;
const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;
/** Bytes per entry of `values`, of which a ratio has two. */
const VALUE_BYTES: Record<number, number> = { [BYTE]: 1, [SHORT]: 2, [LONG]: 4, [RATIONAL]: 4 };
const HEADER_BYTES = 8;
const ENTRY_BYTES = 12;

/** Samples of the block at `top`, `left`; zeros where a tile extends beyond the image. */
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
  if (request.packed) return request.packed.pack(out);
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

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly values: readonly number[];
}

function entriesOf(request: TiffRequest, offsets: readonly number[], sizes: readonly number[]): Entry[] {
  const { rows, columns, samples, tile, rowsPerStrip = rows, packed, description, subfile } = request;
  const { resolution } = request;
  const text = description === undefined ? [] : [...new TextEncoder().encode(description), 0];
  const entries: [tag: number, type: number, values: readonly number[]][] = [
    [256, LONG, [columns]],
    [257, LONG, [rows]],
    [258, SHORT, [packed?.bits ?? 8 * samples.BYTES_PER_ELEMENT]],
    [259, SHORT, [packed?.code ?? (request.deflate ? 8 : 1)]],
    [262, SHORT, [request.photometric ?? 1]],
    [277, SHORT, [packed?.channels ?? 1]],
    [317, SHORT, [request.predictor ? 2 : 1]],
  ];
  if (subfile !== undefined) entries.push([254, LONG, [subfile]]);
  if (resolution) entries.push([282, RATIONAL, resolution.x]);
  if (resolution?.y) entries.push([283, RATIONAL, resolution.y]);
  if (resolution?.unit !== undefined) entries.push([296, SHORT, [resolution.unit]]);
  if (text.length > 0) entries.push([270, BYTE, text]);
  if (tile)
    entries.push([322, SHORT, [tile]], [323, SHORT, [tile]], [324, LONG, offsets], [325, LONG, sizes]);
  else entries.push([273, LONG, offsets], [278, LONG, [rowsPerStrip]], [279, LONG, sizes]);
  const changes = request.tags?.(new Map(entries.map(([tag, , values]) => [tag, values]))) ?? {};
  const kept = entries.filter(([tag]) => !(tag in changes));
  for (const [tag, values] of Object.entries(changes)) if (values) kept.push([Number(tag), LONG, values]);
  return kept.sort(([a], [b]) => a - b).map(([tag, type, values]) => ({ tag, type, values }));
}

const INLINE_BYTES = 4;

/** Bytes of an entry's values that do not fit in the entry. */
function listBytes({ type, values }: Entry): number {
  const bytes = VALUE_BYTES[type] * values.length;
  return bytes > INLINE_BYTES ? bytes : 0;
}

/** A directory, its lists and its pixels, for offset `base` in the file. */
function pageBytes(request: TiffRequest, base: number, last: boolean): Uint8Array {
  const blocks = blocksOf(request);
  const sizes = blocks.map(({ length }) => length);
  const draft = entriesOf(request, sizes, sizes);
  const listsAt = 2 + ENTRY_BYTES * draft.length + 4;
  let at = listsAt + draft.reduce((sum, entry) => sum + listBytes(entry), 0);
  const places = sizes.map((size) => {
    at += size;
    return at - size;
  });
  const entries = entriesOf(
    request,
    places.map((place) => base + place),
    sizes,
  );
  const out = new Uint8Array(at);
  const view = new DataView(out.buffer);
  const little = !request.bigEndian;
  const put = (place: number, type: number, value: number) => {
    if (type === BYTE) view.setUint8(place, value);
    else if (type === SHORT) view.setUint16(place, value, little);
    else view.setUint32(place, value, little);
  };
  put(0, SHORT, entries.length);
  put(listsAt - 4, LONG, last ? 0 : base + at);
  let listAt = listsAt;
  entries.forEach((entry, index) => {
    const { tag, type, values } = entry;
    const entryAt = 2 + ENTRY_BYTES * index;
    put(entryAt, SHORT, tag);
    put(entryAt + 2, SHORT, type);
    put(entryAt + 4, LONG, type === RATIONAL ? values.length / 2 : values.length);
    const outside = listBytes(entry) > 0;
    if (outside) put(entryAt + 8, LONG, base + listAt);
    const valuesAt = outside ? listAt : entryAt + 8;
    values.forEach((value, place) => void put(valuesAt + place * VALUE_BYTES[type], type, value));
    listAt += listBytes(entry);
  });
  blocks.forEach((bytes, index) => void out.set(bytes, places[index]));
  return out;
}

/**
 * The bytes of a small TIFF with one grey image per page, all in the byte order of the first, for tests of
 * the reader.
 */
export function tiffBytes(...pages: readonly TiffRequest[]): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES);
  const [{ bigEndian = false }] = pages;
  header.set(bigEndian ? [0x4d, 0x4d, 0, 42] : [0x49, 0x49, 42, 0]);
  new DataView(header.buffer).setUint32(4, HEADER_BYTES, !bigEndian);
  const parts: Uint8Array[] = [header];
  let at = HEADER_BYTES;
  for (const [index, page] of pages.entries()) {
    const part = pageBytes({ ...page, bigEndian }, at, index === pages.length - 1);
    parts.push(part);
    at += part.length;
  }
  const out = new Uint8Array(at);
  parts.reduce((place, part) => {
    out.set(part, place);
    return place + part.length;
  }, 0);
  return out;
}
