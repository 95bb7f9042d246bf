import { FileError } from "../../core/dataset/file-error.ts";
import type { Refusal } from "../../core/dataset/image-record.ts";
import { uniqueNames } from "../../core/dataset/unique-names.ts";
import type { Labels } from "../../core/raster/plane.ts";
import { decodeLabels, decodeRaster, type Sources } from "./decode-image.ts";
import { type AddedFile, gatherFiles } from "./gather-files.ts";
import { labelsOf } from "./labels-of.ts";
import { sniff } from "./sniff.ts";

const NEEDS_PICTURE = "Cells in a list are drawn into their picture, but none was found for them.";

/** A label image without its picture. */
export interface LabelImage {
  readonly name: string;
  readonly labels: Labels;
  readonly notes: readonly string[];
}

/** What is reported of label images, in order. */
export type LabelStep =
  | { readonly kind: "labels"; readonly image: LabelImage }
  | { readonly kind: "refused"; readonly refusal: Refusal };

async function readLabels(path: string, sources: Sources, signal: AbortSignal) {
  const head = await sources.files.get(path)?.head(signal);
  // Whoever saved an array of whole numbers knows what is in it; pictures are judged.
  if (!head || sniff(head) !== "npy") return decodeLabels(path, sources, signal);
  return labelsOf(path, await decodeRaster(path, sources, signal));
}

/**
 * Reads every added picture and array as a label image, one at a time; zips are opened. NPY arrays are taken as they
 * are, pictures must look like labels, lists of cells are refused. Rejects with the signal's reason when aborted.
 */
export async function* readLabelImages(
  added: readonly AddedFile[],
  { signal }: { readonly signal: AbortSignal },
): AsyncGenerator<LabelStep, void, undefined> {
  const looking = gatherFiles(added, { signal });
  let next = await looking.next();
  while (!next.done) next = await looking.next();
  const gathered = next.value;
  for (const refusal of gathered.refused) yield { kind: "refused", refusal };
  for (const file of gathered.tables.keys())
    yield { kind: "refused", refusal: { file, reason: NEEDS_PICTURE } };
  const paths = [...gathered.files.keys()];
  const names = uniqueNames(paths);
  for (const [index, path] of paths.entries()) {
    try {
      const { labels, notes } = await readLabels(path, gathered, signal);
      yield { kind: "labels", image: { name: names[index], labels, notes } };
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      yield { kind: "refused", refusal: { file: error.file, reason: error.reason } };
    }
  }
}
