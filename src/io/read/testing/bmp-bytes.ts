const HEADERS_BYTES = 54;

/** Options of a BMP for tests of the reader. */
interface BmpRequest {
  readonly rows: number;
  readonly columns: number;
  /** 8-bit grey values, `[row, column]`. */
  readonly samples: Uint8Array;
  readonly bits: 8 | 24 | 32;
  readonly topFirst?: boolean;
  /** Palette as red, green, blue; greys by default. */
  readonly palette?: Uint8Array;
}

/** The bytes of a BMP, with grey values as indices, or as equal red, green and blue. */
export function bmpBytes({
  rows,
  columns,
  samples,
  bits,
  topFirst = false,
  palette,
}: BmpRequest): Uint8Array {
  const rowBytes = 4 * Math.ceil((columns * bits) / 32);
  const pixelsAt = HEADERS_BYTES + (bits === 8 ? 4 * 256 : 0);
  const out = new Uint8Array(pixelsAt + rows * rowBytes);
  const view = new DataView(out.buffer);
  out.set([0x42, 0x4d]);
  view.setUint32(2, out.length, true);
  view.setUint32(10, pixelsAt, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, columns, true);
  view.setInt32(22, topFirst ? -rows : rows, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, bits, true);
  for (let index = 0; bits === 8 && index < 256; index++) {
    const [red, green, blue] = palette ? palette.subarray(3 * index, 3 * index + 3) : [index, index, index];
    out.set([blue, green, red, 0], HEADERS_BYTES + 4 * index);
  }
  for (let row = 0; row < rows; row++) {
    const start = pixelsAt + (topFirst ? row : rows - 1 - row) * rowBytes;
    for (let column = 0; column < columns; column++) {
      const value = samples[row * columns + column];
      out.fill(value, start + (column * bits) / 8, start + ((column + 1) * bits) / 8);
    }
  }
  return out;
}
