import { countCellPixels } from "../core/augment/count-cell-pixels.ts";
import type { SourceImage, SourcePatch } from "../core/augment/source-image.ts";
import type { Measures } from "../core/dataset/measure-image.ts";
import { type Channel, channelOf } from "../core/raster/channel.ts";
import { cut } from "../core/raster/cut.ts";
import { normalise } from "../core/raster/normalise.ts";
import { type Box, type Labels, wholeBox } from "../core/raster/plane.ts";
import type { StoredRows } from "../platform/image-file.ts";

/** Number of samples read at once, unless a single row has more. */
const STRIP_SAMPLES = 2 ** 20;

/** Counts the cell pixels of an image, or returns the counts of an earlier call. */
type CountOnce = (count: () => Promise<Uint32Array>) => Promise<Uint32Array>;

interface Strip {
  readonly from: number;
  readonly to: number;
  /** The part of these rows inside the box. */
  readonly part: Box;
  /** Offset of this part in the values of the box. */
  readonly at: number;
}

/** The rows of a box, a few at a time. */
function* stripsOf({ top, left, rows, columns }: Box, rowSamples: number): Generator<Strip> {
  const limit = Math.max(1, Math.floor(STRIP_SAMPLES / rowSamples));
  for (let from = top; from < top + rows; from += limit) {
    const to = Math.min(top + rows, from + limit);
    yield { from, to, part: { top: 0, left, rows: to - from, columns }, at: (from - top) * columns };
  }
}

/** The stored values of one channel in a box, in strips. */
async function* readStrips(stored: StoredRows, box: Box, channel: Channel) {
  const { columns, channels } = stored.record;
  for (const { from, to, part, at } of stripsOf(box, columns * channels)) {
    const pixels = await stored.readPixels(from, to);
    const own = { ...pixels, columns: box.columns, data: cut(pixels, part, channels) };
    yield { at, values: channelOf(own, channel) };
  }
}

/** The values of one channel of a stored image, row-major, a few rows at a time. */
export async function* storedValues(stored: StoredRows, channel: Channel): AsyncGenerator<Float32Array> {
  for await (const { values } of readStrips(stored, wholeBox(stored.record), channel)) yield values;
}

/** A stored image of which every sample reads its own rows; nothing is cached. */
export class StoredSource implements SourceImage {
  readonly rows: number;
  readonly columns: number;
  readonly deviation: number;
  readonly #stored: StoredRows;
  readonly #channel: Channel;
  readonly #measures: Measures;
  readonly #countOnce: CountOnce;

  /** @param countOnce keeps the counts for all sources of the image; by default they are not kept */
  constructor(
    stored: StoredRows,
    channel: Channel,
    measures: Measures,
    countOnce: CountOnce = (count) => count(),
  ) {
    this.rows = stored.record.rows;
    this.columns = stored.record.columns;
    this.deviation = measures.deviation;
    this.#stored = stored;
    this.#channel = channel;
    this.#measures = measures;
    this.#countOnce = countOnce;
  }

  async read(box: Box): Promise<SourcePatch> {
    const [image, labels] = await Promise.all([this.#readImage(box), this.readLabels(box)]);
    const place = { of: { rows: this.rows, columns: this.columns }, box };
    return { image: { ...place, data: image }, labels: { ...place, data: labels.data } };
  }

  cellPixels(): Promise<Uint32Array> {
    return this.#countOnce(() => countCellPixels(this));
  }

  /** An image without labels is all background. */
  async readLabels(box: Box): Promise<Labels> {
    const { rows, columns } = box;
    const data = new Int32Array(rows * columns);
    for (const { from, to, part, at } of stripsOf(box, this.columns)) {
      const labels = await this.#stored.readLabels(from, to);
      if (labels) data.set(cut(labels, part), at);
    }
    return { rows, columns, data };
  }

  async #readImage(box: Box): Promise<Float32Array> {
    const image = new Float32Array(box.rows * box.columns);
    for await (const { at, values } of readStrips(this.#stored, box, this.#channel)) {
      image.set(normalise(values, this.#measures), at);
    }
    return image;
  }
}
