import { FileError } from "../src/core/dataset/file-error.ts";
import type { Refusal } from "../src/core/dataset/image-record.ts";
import { labelComponents } from "../src/core/dataset/label-components.ts";
import { exactKey } from "../src/core/dataset/label-names.ts";
import { uniqueNames } from "../src/core/dataset/unique-names.ts";
import type { Labels } from "../src/core/raster/plane.ts";
import { decodeRaster } from "../src/io/read/decode-image.ts";
import { type AddedFile, gatherFiles } from "../src/io/read/gather-files.ts";
import { importDataset } from "../src/io/read/import-dataset.ts";
import { labelsOf } from "../src/io/read/labels-of.ts";
import type { NamedLabels } from "../src/io/write/named-labels.ts";
import { findFiles } from "./find-files.ts";

/** Labels of one image, by its name: what says in a file's name that it holds labels is taken off. */
export interface NotedLabels extends NamedLabels {
  readonly notes: readonly string[];
}

/** What is read of a path, in order. */
export type LabelsStep =
  | { readonly kind: "labels"; readonly image: NotedLabels }
  | { readonly kind: "refused"; readonly refusal: Refusal };

const CELLS_IN_A_LIST = "Cells in a list are drawn into their picture, but none was found for them.";

function refused(refusal: Refusal): LabelsStep {
  return { kind: "refused", refusal };
}

/** Images with their cells; false when no image has any. */
async function* readPairs(
  files: readonly AddedFile[],
  signal: AbortSignal,
): AsyncGenerator<LabelsStep, boolean, undefined> {
  const refusals: Refusal[] = [];
  let pairs = 0;
  for await (const step of importDataset(files, { signal, labelledOnly: true })) {
    if (step.kind === "progress") pairs = Math.max(pairs, step.total);
    if (step.kind === "refused") refusals.push(step.refusal);
    if (step.kind === "decoded") {
      const { record, labels } = step.image;
      if (labels) yield { kind: "labels", image: { name: record.name, labels, notes: record.notes } };
    }
  }
  if (pairs > 0) for (const refusal of refusals) yield refused(refusal);
  return pairs > 0;
}

function scatteredNote(labels: Labels): string[] {
  if (new Set(labels.data.filter((id) => id > 0)).size !== 1) return [];
  const { count } = labelComponents(labels);
  return count > 1 ? [`All its ${count} pieces have one id, so they count as one cell.`] : [];
}

/** Label images as they are: ids are not judged, since a poor prediction is to be scored and not refused. */
async function* readLabelFiles(
  files: readonly AddedFile[],
  signal: AbortSignal,
): AsyncGenerator<LabelsStep, void, undefined> {
  const looking = gatherFiles(files, { signal });
  let next = await looking.next();
  while (!next.done) next = await looking.next();
  const gathered = next.value;
  for (const refusal of gathered.refused) yield refused(refusal);
  for (const file of gathered.tables.keys()) yield refused({ file, reason: CELLS_IN_A_LIST });
  const paths = [...gathered.files.keys()];
  // A key has no extension; with one, a dot within the name stays in it.
  const names = uniqueNames(paths.map((path) => `${exactKey(path)}.png`));
  for (const [index, path] of paths.entries()) {
    try {
      const { labels, notes } = labelsOf(path, await decodeRaster(path, gathered, signal));
      const all = [...notes, ...scatteredNote(labels)];
      yield { kind: "labels", image: { name: names[index], labels, notes: all } };
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      yield refused({ file: error.file, reason: error.reason });
    }
  }
}

/**
 * Reads the labels that a folder, a zip or a file holds, one image at a time: of the images with cells in it or, where
 * nothing pairs, of every label image. Throws a FileError when there is nothing at the path.
 */
export async function* readLabels(path: string): AsyncGenerator<LabelsStep, void, undefined> {
  const { signal } = new AbortController();
  const found = await findFiles([path]);
  if (found.files.length === 0 && found.refused.length > 0)
    throw new FileError(path, found.refused[0].reason);
  for (const refusal of found.refused) yield refused(refusal);
  const paired = yield* readPairs(found.files, signal);
  if (!paired) yield* readLabelFiles(found.files, signal);
}
