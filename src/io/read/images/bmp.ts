import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { checkSize, type Raster, rasterOf } from "../raster/raster.ts";

/**
 * Offsets of the fields of the file header and the following information header, from the start of the file.
 */
const AT = {
  pixels: 10,
  headerSize: 14,
  columns: 18,
  rows: 22,
  bits: 28,
  method: 30,
  colours: 46,
  masks: 54,
};
const FILE_HEADER_BYTES = 14;
const MIN_HEADER_BYTES = 40;
const PLAIN = 0;
const MASKS = [3, 6];
const READ_BITS = [1, 4, 8, 24, 32];
/** Masks of blue, green and red, one byte each, as in most programs. */
const USUAL_MASKS = [0xff0000, 0xff00, 0xff];

interface BmpFacts {
  readonly rows: number;
  readonly columns: number;
  readonly bits: number;
  /** Rows are stored from top to bottom. */
  readonly topFirst: boolean;
  readonly pixelsAt: number;
  readonly rowBytes: number;
  readonly paletteAt: number;
  readonly colours: number;
}

function readFacts(file: string, bytes: Uint8Array): BmpFacts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerSize = bytes.length >= AT.masks ? view.getUint32(AT.headerSize, true) : 0;
  if (headerSize < MIN_HEADER_BYTES || FILE_HEADER_BYTES + headerSize > bytes.length) {
    throw new FileError(
      file,
      "The header of the BMP is damaged or of a kind that is not read. Save it as PNG.",
    );
  }
  const height = view.getInt32(AT.rows, true);
  const [rows, columns] = [Math.abs(height), view.getInt32(AT.columns, true)];
  checkSize(file, rows, columns);
  const bits = view.getUint16(AT.bits, true);
  const method = view.getUint32(AT.method, true);
  const masked = MASKS.includes(method) && bits === 32 && bytes.length >= AT.masks + 12;
  const usual = masked && USUAL_MASKS.every((mask, at) => view.getUint32(AT.masks + 4 * at, true) === mask);
  if (!READ_BITS.includes(bits) || (method !== PLAIN && !usual)) {
    throw new FileError(
      file,
      `BMP with ${bits} bits per pixel and compression ${method} is not read. Save it as PNG.`,
    );
  }
  const pixelsAt = view.getUint32(AT.pixels, true);
  const rowBytes = 4 * Math.ceil((columns * bits) / 32);
  if (pixelsAt + rows * rowBytes > bytes.length) {
    throw new FileError(file, "The BMP ends early: a part of the file is missing. Copy or export it again.");
  }
  const paletteAt = FILE_HEADER_BYTES + headerSize;
  const declared = view.getUint32(AT.colours, true) || 2 ** bits;
  const colours = bits > 8 ? 0 : Math.min(declared, 2 ** bits, Math.floor((pixelsAt - paletteAt) / 4));
  if (bits <= 8 && colours < 1)
    throw new FileError(file, "The BMP should have a colour palette, but has none.");
  return { rows, columns, bits, topFirst: height < 0, pixelsAt, rowBytes, paletteAt, colours };
}

function paletteOf(bytes: Uint8Array, { paletteAt, colours, bits }: BmpFacts): Uint8Array {
  const palette = new Uint8Array(3 * 2 ** bits);
  for (let colour = 0; colour < colours; colour++) {
    const at = paletteAt + 4 * colour;
    palette.set([bytes[at + 2], bytes[at + 1], bytes[at]], 3 * colour);
  }
  return palette;
}

/** Whether every colour is the grey value of its own index, so that indices are intensities. */
function isPlainGrey(palette: Uint8Array): boolean {
  return palette.length === 768 && palette.every((value, at) => value === Math.floor(at / 3));
}

/**
 * Reads an uncompressed BMP of 1, 4, 8, 24 or 32 bits per pixel, with rows from bottom to top or from top to
 * bottom. Bits beyond 24 are dropped, since programs fill them with arbitrary values. Throws a FileError.
 */
export function readBmp(file: string, bytes: Uint8Array): Raster {
  const facts = readFacts(file, bytes);
  const { rows, columns, bits, topFirst, pixelsAt, rowBytes } = facts;
  const channels = bits > 8 ? 3 : 1;
  const samples = new Uint8Array(rows * columns * channels);
  const pixelBytes = bits / 8;
  for (let row = 0; row < rows; row++) {
    const start = pixelsAt + (topFirst ? row : rows - 1 - row) * rowBytes;
    for (let column = 0; column < columns; column++) {
      const target = (row * columns + column) * channels;
      if (channels === 3) {
        const at = start + column * pixelBytes;
        samples[target] = bytes[at + 2];
        samples[target + 1] = bytes[at + 1];
        samples[target + 2] = bytes[at];
      } else {
        const bit = column * bits;
        samples[target] = (bytes[start + (bit >> 3)] >> (8 - bits - (bit & 7))) & (2 ** bits - 1);
      }
    }
  }
  const palette = channels === 1 ? paletteOf(bytes, facts) : null;
  return rasterOf({
    rows,
    columns,
    channels,
    samples,
    palette: palette && isPlainGrey(palette) ? null : palette,
  });
}
