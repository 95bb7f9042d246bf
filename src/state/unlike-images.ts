import type { ImageLook } from "../core/dataset/image-look.ts";
import type { ImageRecord } from "../core/dataset/image-record.ts";
import { type UnlikeImages, unlikeImages } from "../core/dataset/unlike-images.ts";
import { splitNow } from "./image-sets.ts";
import { useOriginsStore } from "./network-origins.ts";

/** Training images to which others are compared, spread over all of them. */
const MOST_COMPARED = 256;

type Seen = ImageRecord & { readonly look: ImageLook };

/** The images of which the look is known: not those stored by older versions. */
function seen(records: readonly ImageRecord[]): readonly Seen[] {
  return records.flatMap((record) => (record.look ? [{ ...record, look: record.look }] : []));
}

/**
 * The images to predict that differ plainly from the training images. Null if there are none, or if networks
 * were imported or come with the page, whose training images are not known.
 */
export function unlikePredicted(): UnlikeImages<Seen> | null {
  const origins = Object.values(useOriginsStore.getState().origins);
  if (origins.some(({ kind }) => kind !== "run")) return null;
  const split = splitNow();
  const predicted = seen(split.prediction);
  if (predicted.length === 0) return null;
  const training = seen(split.training);
  const every = Math.ceil(training.length / MOST_COMPARED);
  const compared = training.filter((_, place) => place % every === 0).map(({ look }) => look);
  return unlikeImages(predicted, compared);
}
