import type { Refusal } from "../../core/dataset/image-record.ts";
import { FileError } from "../../core/dataset/pairing/file-error.ts";
import { uniqueNames } from "../../core/dataset/pairing/unique-names.ts";
import type { Labels } from "../../core/raster/plane.ts";
import { sniff } from "./bytes/sniff.ts";
import { type AddedFile, gatherFiles } from "./gather-files.ts";
import { decodeRaster, type Sources } from "./images/decode-raster.ts";
import { judgedLabels } from "./labels/decode-cells.ts";
import { labelsOf } from "./labels/labels-of.ts";

const NEEDS_IMAGE = "Cells in a list are drawn into their image, but none was found for them.";

/** A label image without its image. */
export interface LabelImage {
  readonly name: string;
  readonly labels: Labels;
  /** Sample type of the file, such as `uint16`. */
  readonly type: string;
  readonly notes: readonly string[];
}

/** Reports about label images, in order. */
export type LabelStep =
  | { readonly kind: "labels"; readonly image: LabelImage }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/**
 * Files that must look like labels: all, or all except NPY arrays, which are assumed to be saved as labels on
 * purpose.
 */
type Judged = "all" | "images";

async function readLabels(path: string, sources: Sources, judged: Judged, signal: AbortSignal) {
  const head = await sources.files.get(path)?.head(signal);
  const raster = await decodeRaster(path, sources, signal);
  const asTheyAre = judged === "images" && head !== undefined && sniff(head) === "npy";
  const { labels, notes } = asTheyAre ? labelsOf(path, raster) : judgedLabels(path, raster, null);
  return { labels, notes, type: raster.samples[Symbol.toStringTag].replace("Array", "").toLowerCase() };
}

/**
 * Reads every added image and array as a label image, one at a time; zips are opened. Files that are checked
 * must look like labels; lists of cells are refused. Rejects with the signal's reason when aborted.
 */
export async function* readLabelImages(
  added: readonly AddedFile[],
  { signal, judged }: { readonly signal: AbortSignal; readonly judged: Judged },
): AsyncGenerator<LabelStep, void, undefined> {
  const gathering = gatherFiles(added, { signal });
  let next = await gathering.next();
  while (!next.done) next = await gathering.next();
  const gathered = next.value;
  for (const refusal of gathered.refused) yield { kind: "refused", refusal };
  for (const file of gathered.tables.keys())
    yield { kind: "refused", refusal: { file, reason: NEEDS_IMAGE } };
  const paths = [...gathered.files.keys()];
  const names = uniqueNames(paths);
  for (const [index, path] of paths.entries()) {
    try {
      const image = await readLabels(path, gathered, judged, signal);
      yield { kind: "labels", image: { name: names[index], ...image } };
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      yield { kind: "refused", refusal: { file: error.file, reason: error.reason } };
    }
  }
}
