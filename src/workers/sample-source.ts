import { type SourceImage, WholeImage } from "../core/augment/source-image.ts";
import { type Measures, measureImage } from "../core/dataset/measure-image.ts";
import type { Channel } from "../core/raster/channel.ts";
import type { Passes } from "../core/raster/order-statistics.ts";
import { type Size, wholeBox } from "../core/raster/plane.ts";
import type { ImageValues } from "../core/recipe/recipe.ts";
import type { StoredRows } from "../platform/image-file.ts";
import type { ImageStore } from "../platform/image-store.ts";
import { PromiseCache } from "./promise-cache.ts";
import { StoredSource, storedValues } from "./stored-source.ts";

/** Maximum number of pixels of an image that is kept whole, and of all kept images together. */
interface PixelLimits {
  readonly image: number;
  readonly all: number;
}

const LIMITS: PixelLimits = { image: 4 * 1024 * 1024, all: 16 * 1024 * 1024 };

/** A kept image may be dropped for others after this many requests without a use. */
const MAX_IDLE = 1000;

/** Maximum number of images whose statistics are cached. */
const MAX_MEASURED = 100_000;

/** Maximum number of images too large to be kept whole whose cell pixels per row are cached. */
const MAX_COUNTED = 1000;

const pixelsOf = ({ rows, columns }: Size) => rows * columns;

/** Passes over the stored values; those of an image of at most `limit` pixels are read only once. */
async function passesOf(stored: StoredRows, channel: Channel, limit: number): Promise<Passes> {
  const read = () => storedValues(stored, channel);
  if (pixelsOf(stored.record) > limit) return read;
  const strips: Float32Array[] = [];
  for await (const values of read()) strips.push(values);
  return async function* () {
    yield* strips;
  };
}

/**
 * Stored images, normalised as the recipe specifies. Each is measured once. Small images are kept whole as
 * long as they fit; of all others every sample reads its own part. Images in use are not dropped for new
 * ones: a set that does not fit would be read whole again and again.
 */
export class SampleSource {
  readonly #store: Pick<ImageStore, "open">;
  readonly #limits: PixelLimits;
  readonly #measured = new PromiseCache<Measures>(MAX_MEASURED);
  readonly #cellPixels = new PromiseCache<Uint32Array>(MAX_COUNTED);
  /** Least recently used first. */
  readonly #kept = new Map<string, { readonly image: WholeImage; readonly used: number }>();
  #uses = 0;

  constructor(store: Pick<ImageStore, "open">, limits = LIMITS) {
    this.#store = store;
    this.#limits = limits;
  }

  /** Image to draw samples from. Throws a StoreError if it is missing. */
  async open(id: string, { channel, normalisation }: ImageValues): Promise<SourceImage> {
    const key = `${id} ${JSON.stringify([channel, normalisation])}`;
    this.#uses += 1;
    const kept = this.#kept.get(key);
    if (kept) return this.#keep(key, kept.image);

    const stored = await this.#store.open(id);
    const { image: limit } = this.#limits;
    const measure = async () =>
      measureImage(await passesOf(stored, channel, limit), stored.record, normalisation);
    const measures = await this.#measured.get(key, measure);
    const source = new StoredSource(stored, channel, measures, (count) => this.#cellPixels.get(id, count));
    if (pixelsOf(source) > limit || !this.#makeRoom(pixelsOf(source))) return source;
    const patch = await source.read(wholeBox(source));
    return this.#keep(key, new WholeImage(patch, source.deviation));
  }

  #keep(key: string, image: WholeImage): WholeImage {
    this.#kept.delete(key);
    this.#kept.set(key, { image, used: this.#uses });
    return image;
  }

  /** Whether this many more pixels fit, after dropping images that are no longer requested. */
  #makeRoom(pixels: number): boolean {
    let all = pixels;
    for (const { image } of this.#kept.values()) all += pixelsOf(image);
    for (const [key, { image, used }] of this.#kept) {
      if (all <= this.#limits.all || this.#uses - used <= MAX_IDLE) break;
      this.#kept.delete(key);
      all -= pixelsOf(image);
    }
    return all <= this.#limits.all;
  }
}
