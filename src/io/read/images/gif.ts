import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { gifLzw, MAX_LZW_GROWTH, unpackLzw } from "../bytes/lzw.ts";
import { checkSize, type Raster, rasterOf } from "../raster/raster.ts";

const HEADER_BYTES = 13;
const IMAGE_BYTES = 9;
const BLOCK = { extension: 0x21, image: 0x2c, end: 0x3b } as const;
const HAS_PALETTE = 0x80;
const INTERLACED = 0x40;
/** The graphic control extension (GIF89a, section 23). */
const CONTROL = 0xf9;
const CONTROL_BYTES = 4;
const HAS_CLEAR_INDEX = 1;
const MAX_FRAMES = 100_000;

/** First row and step of the four passes of an interlaced frame. */
const PASSES = [
  [0, 8],
  [4, 8],
  [2, 4],
  [1, 2],
] as const;

interface Frame {
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
  readonly interlaced: boolean;
  readonly palette: Uint8Array | null;
  /** Offset of the compressed pixels. */
  readonly dataAt: number;
  /** The transparent index; null if there is none. */
  readonly clear: number | null;
}

const damaged = (file: string) =>
  new FileError(file, "The GIF is damaged or ends early. Copy or export it again.");

function paletteAt(
  bytes: Uint8Array,
  at: number,
  flags: number,
): { palette: Uint8Array | null; end: number } {
  if (!(flags & HAS_PALETTE)) return { palette: null, end: at };
  const end = at + 3 * 2 ** ((flags & 7) + 1);
  const palette = new Uint8Array(3 * 256);
  palette.set(bytes.subarray(at, end));
  return { palette, end };
}

/** The end of a chain of sub-blocks, after its empty block; null if the file ends earlier. */
function endOfBlocks(bytes: Uint8Array, start: number): number | null {
  let at = start;
  while (at < bytes.length) {
    const length = bytes[at];
    at += 1 + length;
    if (length === 0) return at;
  }
  return null;
}

/**
 * The transparent index in a graphic control extension at `at`; null if it has none or is another extension.
 */
function clearIndex(bytes: Uint8Array, at: number): number | null {
  const isControl = bytes[at + 1] === CONTROL && bytes[at + 2] === CONTROL_BYTES;
  return isControl && bytes[at + 3] & HAS_CLEAR_INDEX ? (bytes[at + 6] ?? null) : null;
}

function frameAt(bytes: Uint8Array, at: number, clear: number | null): Frame {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, IMAGE_BYTES);
  const flags = view.getUint8(8);
  const { palette, end } = paletteAt(bytes, at + IMAGE_BYTES, flags);
  return {
    left: view.getUint16(0, true),
    top: view.getUint16(2, true),
    columns: view.getUint16(4, true),
    rows: view.getUint16(6, true),
    interlaced: (flags & INTERLACED) !== 0,
    palette,
    dataAt: end,
    clear,
  };
}

/** The first frame and the number of frames; frames after a truncated one are not counted. */
function framesIn(file: string, bytes: Uint8Array, start: number): { frame: Frame; count: number } {
  let first: Frame | null = null;
  let count = 0;
  let clear: number | null = null;
  let at: number | null = start;
  while (at !== null && at < bytes.length && bytes[at] !== BLOCK.end && count < MAX_FRAMES) {
    if (bytes[at] === BLOCK.extension) {
      clear = clearIndex(bytes, at) ?? clear;
      at = endOfBlocks(bytes, at + 2);
    } else if (bytes[at] === BLOCK.image && at + 1 + IMAGE_BYTES <= bytes.length) {
      const frame = frameAt(bytes, at + 1, clear);
      at = endOfBlocks(bytes, frame.dataAt + 1);
      if (at === null && !first) throw damaged(file);
      first ??= frame;
      count += 1;
    } else break;
  }
  if (!first) throw damaged(file);
  return { frame: first, count };
}

function joinBlocks(bytes: Uint8Array, start: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = start; bytes[at] > 0; at += 1 + bytes[at])
    parts.push(bytes.subarray(at + 1, at + 1 + bytes[at]));
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => {
    joined.set(part, at);
    return at + part.length;
  }, 0);
  return joined;
}

/** Rows in display order. */
function inOrder(stored: Uint8Array, { rows, columns }: Frame): Uint8Array {
  const out = new Uint8Array(stored.length);
  let from = 0;
  for (const [first, step] of PASSES) {
    for (let row = first; row < rows; row += step, from += columns) {
      out.set(stored.subarray(from, from + columns), row * columns);
    }
  }
  return out;
}

/**
 * Reads the first frame of a GIF, which must fill the image. A grey palette is applied, so that samples are
 * intensities; with a colour palette, samples are its indices. Throws a FileError.
 */
export function readGif(file: string, bytes: Uint8Array): Raster {
  if (bytes.length < HEADER_BYTES) throw damaged(file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [columns, rows] = [view.getUint16(6, true), view.getUint16(8, true)];
  checkSize(file, rows, columns);
  const shared = paletteAt(bytes, HEADER_BYTES, view.getUint8(10));
  const { frame, count } = framesIn(file, bytes, shared.end);
  if (frame.top !== 0 || frame.left !== 0 || frame.rows !== rows || frame.columns !== columns) {
    throw new FileError(file, "The first frame of the GIF does not fill its image. Save it as PNG.");
  }
  const palette = frame.palette ?? shared.palette;
  if (!palette) throw new FileError(file, "The GIF has no colour palette.");
  if (rows * columns > MAX_LZW_GROWTH * bytes.length) throw damaged(file);
  const indices = new Uint8Array(rows * columns);
  const filled = unpackLzw(joinBlocks(bytes, frame.dataAt + 1), indices, gifLzw(bytes[frame.dataAt]));
  if (filled < indices.length) throw damaged(file);
  const samples = frame.interlaced ? inOrder(indices, frame) : indices;
  const grey = palette.every((value, at) => value === palette[at - (at % 3)]);
  const notes = count > 1 ? [`Only the first of ${count} frames is read.`] : [];
  return rasterOf({
    rows,
    columns,
    channels: 1,
    samples: grey ? samples.map((index) => palette[3 * index]) : samples,
    palette: grey ? null : palette,
    opacity: frame.clear === null ? null : samples.map((index) => (index === frame.clear ? 0 : 255)),
    notes,
  });
}
