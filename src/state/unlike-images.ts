import type { ImageLook } from "../core/dataset/image-look.ts";
import type { ImageRecord } from "../core/dataset/image-record.ts";
import { splitImages } from "../core/dataset/sampling/split.ts";
import { type UnlikeImages, unlikeImages } from "../core/dataset/unlike-images.ts";
import { usedRecords } from "./exclusion.ts";
import { useOriginsStore } from "./network-origins.ts";
import { useRecipeStore } from "./recipe.ts";

/** Training images to which others are compared, spread over all of them. */
const MOST_COMPARED = 256;

type Seen = ImageRecord & { readonly look: ImageLook };

/** The images of which the look is known: not those stored by older versions. */
function seen(records: readonly ImageRecord[]): readonly Seen[] {
  return records.flatMap((record) => (record.look ? [{ ...record, look: record.look }] : []));
}

/**
 * The images without masks that differ plainly from the training images. Null if there are none, or if networks
 * were imported, whose training images are not known.
 */
export function unlikeUnlabelled(): UnlikeImages<Seen> | null {
  const origins = Object.values(useOriginsStore.getState().origins);
  if (origins.some(({ kind }) => kind === "import")) return null;
  const used = usedRecords();
  const unlabelled = seen(used.filter(({ labelled }) => !labelled));
  if (unlabelled.length === 0) return null;
  const { validationFraction, seed } = useRecipeStore.getState().recipe;
  const training = seen(splitImages(used, { fraction: validationFraction, seed }).training);
  const every = Math.ceil(training.length / MOST_COMPARED);
  const compared = training.filter((_, place) => place % every === 0).map(({ look }) => look);
  return unlikeImages(unlabelled, compared);
}
