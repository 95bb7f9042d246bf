import { type SourceImage, WholeImage } from "../core/augment/source-image.ts";
import { measureImage } from "../core/dataset/measure-image.ts";
import type { SyntheticSlot } from "../core/dataset/sampling/synthetic-slot.ts";
import { highestId } from "../core/instances/components-of.ts";
import { loadedCode } from "../core/loaded-code.ts";
import { channelOf } from "../core/raster/channel.ts";
import { normalise } from "../core/raster/normalise.ts";
import { wholeBox } from "../core/raster/plane.ts";
import type { Normalisation } from "../core/recipe/recipe.ts";
import { SYNTHETIC_IMAGES } from "../core/synth/sample-sizes.ts";
import { PromiseCache } from "./promise-cache.ts";

/** A synthetic image, normalised, with the number of its cells. */
interface SyntheticImage {
  readonly source: SourceImage;
  readonly cells: number;
}

async function draw({ sample, image }: SyntheticSlot, normalisation: Normalisation): Promise<SyntheticImage> {
  // What draws them is loaded by those who train on them.
  const { drawSyntheticImage } = await loadedCode(import("../core/synth/synthetic-image.ts"));
  const { pixels, labels } = drawSyntheticImage(sample, image);
  const { rows, columns } = labels;
  const values = channelOf(pixels, "mean");
  const passes = async function* () {
    yield values;
  };
  const type = pixels.data instanceof Uint8Array ? "uint8" : "uint16";
  const measures = await measureImage(passes, { rows, columns, type }, normalisation);
  const place = { of: { rows, columns }, box: wholeBox(labels) };
  const patch = {
    image: { ...place, data: normalise(values, measures) },
    labels: { ...place, data: labels.data },
  };
  return { source: new WholeImage(patch, measures.deviation), cells: highestId(labels) };
}

/** Synthetic images, each drawn when it is first needed; those of one kind and normalisation are kept. */
export class SyntheticSource {
  readonly #drawn = new PromiseCache<SyntheticImage>(SYNTHETIC_IMAGES);

  open(slot: SyntheticSlot, normalisation: Normalisation): Promise<SyntheticImage> {
    const key = `${slot.sample} ${slot.image} ${JSON.stringify(normalisation)}`;
    return this.#drawn.get(key, () => draw(slot, normalisation));
  }
}
