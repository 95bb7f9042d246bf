import { SourceImage } from "../core/augment/source-image.ts";
import { normalise } from "../core/raster/normalise.ts";
import type { Labels, Picture } from "../core/raster/plane.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import type { ImageStore } from "../platform/image-store.ts";

/** Images kept ready to be cropped. */
const MOST_IMAGES = 24;
const MOST_PIXELS = 16 * 1024 * 1024;

/** An image without labels is shown as all background. */
function noCells({ rows, columns }: Picture): Labels {
  return { rows, columns, data: new Int32Array(rows * columns) };
}

/** Reads stored images, normalised as the recipe says, and keeps those used last. */
export class SampleSource {
  readonly #store: ImageStore;
  readonly #kept = new Map<string, SourceImage>();

  constructor(store: ImageStore) {
    this.#store = store;
  }

  async read(id: string, { normalisation }: Recipe): Promise<SourceImage> {
    const key = `${id} ${normalisation.low} ${normalisation.high}`;
    const kept = this.#kept.get(key);
    if (kept) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept;
    }
    const { picture, labels } = await this.#store.read(id);
    const source = new SourceImage(normalise(picture, normalisation), labels ?? noCells(picture));
    this.#kept.set(key, source);
    this.#forgetOldest();
    return source;
  }

  #forgetOldest(): void {
    const pixels = () =>
      [...this.#kept.values()].reduce((sum, { image }) => sum + image.rows * image.columns, 0);
    for (const key of this.#kept.keys()) {
      if (this.#kept.size <= 1 || (this.#kept.size <= MOST_IMAGES && pixels() <= MOST_PIXELS)) return;
      this.#kept.delete(key);
    }
  }
}
