import type { NumberArray } from "../../nets/weights.ts";
import type { NamedArrays } from "../executor.ts";

/** Tiling of an image. */
export interface ImageTiles {
  /** Side length of a tile in px, a multiple of the network's stride. */
  readonly side: number;
  /**
   * Width in px of the margin along inner tile edges whose output is discarded, a multiple of the network's
   * stride.
   */
  readonly margin: number;
}

interface Span {
  /** First and end pixel of the tile, and of the part of its output that is used. */
  readonly start: number;
  readonly end: number;
  readonly usedStart: number;
  readonly usedEnd: number;
}

/**
 * Tiles along one axis of `length` px. Each starts at a multiple of the stride, since `side` and `margin` are
 * multiples.
 */
export function spansOf(length: number, { side, margin }: ImageTiles): Span[] {
  if (length <= side) return [{ start: 0, end: length, usedStart: 0, usedEnd: length }];
  const step = side - 2 * margin;
  const count = Math.ceil((length - 2 * margin) / step);
  return Array.from({ length: count }, (_, index) => {
    const last = index === count - 1;
    const start = index * step;
    const end = last ? length : start + side;
    return {
      start,
      end,
      usedStart: index === 0 ? 0 : start + margin,
      usedEnd: last ? length : end - margin,
    };
  });
}

function cut({ shape, data }: NumberArray, rows: Span, columns: Span): NumberArray {
  const [batch, height, width, channels] = shape;
  const [tileRows, tileColumns] = [rows.end - rows.start, columns.end - columns.start];
  const tile = new Float32Array(batch * tileRows * tileColumns * channels);
  let at = 0;
  for (let pixels = 0; pixels < batch; pixels++) {
    for (let row = rows.start; row < rows.end; row++) {
      const start = ((pixels * height + row) * width + columns.start) * channels;
      tile.set(data.subarray(start, start + tileColumns * channels), at);
      at += tileColumns * channels;
    }
  }
  return { shape: [batch, tileRows, tileColumns, channels], data: tile };
}

function paste(tile: NumberArray, rows: Span, columns: Span, into: NumberArray): void {
  const [batch, tileRows, tileColumns, channels] = tile.shape;
  const [, height, width] = into.shape;
  const [skipped, used] = [columns.usedStart - columns.start, columns.usedEnd - columns.usedStart];
  for (let pixels = 0; pixels < batch; pixels++) {
    for (let row = rows.usedStart; row < rows.usedEnd; row++) {
      const from = ((pixels * tileRows + row - rows.start) * tileColumns + skipped) * channels;
      const to = ((pixels * height + row) * width + columns.usedStart) * channels;
      into.data.set(tile.data.subarray(from, from + used * channels), to);
    }
  }
}

/**
 * Predicts an image tile by tile. With margins no smaller than the network's receptive radius, the result
 * equals that for the whole image.
 */
export async function predictInTiles(
  predict: (inputs: NamedArrays) => Promise<NumberArray>,
  inputs: NamedArrays,
  tiling: ImageTiles,
): Promise<NumberArray> {
  const [{ shape }] = Object.values(inputs);
  const [batch, height, width] = shape;
  let whole: NumberArray | null = null;
  for (const rows of spansOf(height, tiling)) {
    for (const columns of spansOf(width, tiling)) {
      const parts = Object.entries(inputs).map(([name, array]) => [name, cut(array, rows, columns)] as const);
      const tile = await predict(Object.fromEntries(parts));
      const channels = tile.shape[3];
      whole ??= {
        shape: [batch, height, width, channels],
        data: new Float32Array(batch * height * width * channels),
      };
      paste(tile, rows, columns, whole);
    }
  }
  if (!whole) throw new RangeError("an image without pixels cannot be predicted");
  return whole;
}
