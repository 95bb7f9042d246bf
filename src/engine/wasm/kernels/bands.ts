import { zero } from "./vectors";

// @inline
function clear(at: usize, bytes: usize): void {
  for (const end = at + bytes; at < end; at += 16) v128.store(at, zero());
}

/** Copies a row of `columns` pixels to planes, one per channel, by transposing blocks of 4 x 4 values. */
function transposeRow(
  target: usize,
  plane: usize,
  x: usize,
  stride: usize,
  columns: u32,
  vectors: u32,
): void {
  for (let vector: u32 = 0; vector < vectors; vector++, target += 4 * plane, x += 16) {
    let source = x;
    let t = target;
    let left = columns;
    for (; left >= 4; left -= 4, source += 4 * stride, t += 16) {
      const a = v128.load(source);
      const b = v128.load(source + stride);
      const c = v128.load(source + 2 * stride);
      const d = v128.load(source + 3 * stride);
      const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      v128.store(t, v128.shuffle<f32>(ab01, cd01, 0, 1, 4, 5));
      v128.store(t + plane, v128.shuffle<f32>(ab01, cd01, 2, 3, 6, 7));
      v128.store(t + 2 * plane, v128.shuffle<f32>(ab23, cd23, 0, 1, 4, 5));
      v128.store(t + 3 * plane, v128.shuffle<f32>(ab23, cd23, 2, 3, 6, 7));
    }
    for (; left > 0; left--, source += stride, t += 4) {
      store<f32>(t, load<f32>(source));
      store<f32>(t + plane, load<f32>(source, 4));
      store<f32>(t + 2 * plane, load<f32>(source, 8));
      store<f32>(t + 3 * plane, load<f32>(source, 12));
    }
  }
}

/**
 * Pixels that a tile may read beyond the padding: the last tile of a row computes four pixels, even if fewer
 * are left.
 */
const SURPLUS: u32 = 4;

/** Bytes of a plane: the row of one channel with its padding, in whole vectors. */
export function planeBytes(columns: u32, reach: u32): usize {
  return <usize>((columns + 2 * reach + SURPLUS + 3) & ~3) * 4;
}

/**
 * Copies rows of an image to a band `[row, channel, column]`, with zeros outside the image. Neighbouring
 * pixels are then adjacent in memory. `image` is the first pixel of the image; the rows begin at `first`,
 * which may be negative.
 */
export function fillBand(
  band: usize,
  image: usize,
  stride: usize,
  rows: u32,
  columns: u32,
  vectors: u32,
  reach: u32,
  first: i32,
  count: u32,
): void {
  const plane = planeBytes(columns, reach);
  const rowBytes = 4 * plane * vectors;
  for (let row = first; row < first + <i32>count; row++, band += rowBytes) {
    clear(band, rowBytes);
    if (row < 0 || row >= <i32>rows) continue;
    transposeRow(band + 4 * reach, plane, image + <usize>row * columns * stride, stride, columns, vectors);
  }
}
