import type { Refusal } from "../src/core/dataset/image-record.ts";
import { FileError } from "../src/core/dataset/pairing/file-error.ts";
import { frameOfLabels } from "../src/core/dataset/pairing/frame-of-labels.ts";
import { exactKey } from "../src/core/dataset/pairing/label-names.ts";
import { baseName } from "../src/core/dataset/pairing/path-name.ts";
import { uniqueNames } from "../src/core/dataset/pairing/unique-names.ts";
import { type AddedFile, gatherFiles } from "../src/io/read/gather-files.ts";
import { decodeRaster, type Sources } from "../src/io/read/images/decode-raster.ts";
import { importDataset } from "../src/io/read/import-dataset.ts";
import { auditedLabels } from "../src/io/read/labels/decode-cells.ts";
import type { NamedLabels } from "../src/io/write/named-labels.ts";
import { cellFolders } from "./cell-folders.ts";
import { findFiles } from "./find-files.ts";
import { labelsOfTable } from "./labels-of-table.ts";
import { readCellFolder } from "./read-cell-folder.ts";

/** Labels of one image, named after it: the part of the file name that marks labels is removed. */
export interface NotedLabels extends NamedLabels {
  readonly notes: readonly string[];
}

/** Steps of reading a path, in order. */
export type LabelsStep =
  | { readonly kind: "labels"; readonly image: NotedLabels }
  | { readonly kind: "refused"; readonly refusal: Refusal };

const NO_SIZE =
  "Cells in a list need the size of their image, but there is no such image, and the list does not give its size.";

function refused(refusal: Refusal): LabelsStep {
  return { kind: "refused", refusal };
}

/** Images with their cells; false if no image has any. */
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

function ofFiles(count: number): string {
  return `${count === 1 ? "One mask file was" : `${count} mask files were`} read as one cell each.`;
}

function noteOfProblem(problem: string | null, cells: number): string[] {
  // An empty label image is not an error of the file.
  return problem === null || cells === 0 ? [] : [`${problem} It is scored as it is.`];
}

/** The path without the part that marks labels; for a tracked frame the path of its image. */
function nameOf(path: string): string {
  return frameOfLabels(path) ?? exactKey(path);
}

/** The cells of tables that contain the sizes of their images. */
function* readTables(tables: Sources["tables"]): Generator<LabelsStep> {
  for (const table of tables.values()) {
    for (const { name, problem, draw } of labelsOfTable(table)) {
      if (problem || !draw) {
        yield refused({ file: table.path, reason: problem ?? NO_SIZE });
        if (!draw) break;
        continue;
      }
      const { labels, notes } = draw();
      yield { kind: "labels", image: { name, labels, notes } };
    }
  }
}

/**
 * Label images read as in an import, but never refused for their content: a poor prediction must be scored,
 * too.
 */
async function* readLabelFiles(
  files: readonly AddedFile[],
  signal: AbortSignal,
): AsyncGenerator<LabelsStep, void, undefined> {
  const gathering = gatherFiles(files, { signal });
  let next = await gathering.next();
  while (!next.done) next = await gathering.next();
  const gathered = next.value;
  for (const refusal of gathered.refused) yield refused(refusal);
  yield* readTables(gathered.tables);
  const alone = new Set(gathered.files.keys());
  for (const { folder, masks } of cellFolders([...alone])) {
    const labels = await readCellFolder(masks, gathered, signal).catch((error: unknown) => {
      if (!(error instanceof FileError)) throw error;
      return null;
    });
    if (!labels) continue;
    for (const path of masks) alone.delete(path);
    yield { kind: "labels", image: { name: baseName(folder), labels, notes: [ofFiles(masks.length)] } };
  }
  const paths = [...alone];
  // A key has no extension; appending one protects any dot within the name.
  const names = uniqueNames(paths.map((path) => `${nameOf(path)}.png`));
  for (const [index, path] of paths.entries()) {
    try {
      const raster = await decodeRaster(path, gathered, signal);
      const { labels, cells, problem, notes } = auditedLabels(path, raster, null);
      const all = [...notes, ...noteOfProblem(problem, cells)];
      yield { kind: "labels", image: { name: names[index], labels, notes: all } };
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      yield refused({ file: error.file, reason: error.reason });
    }
  }
}

/**
 * Reads the labels in a folder, a zip or a file, one image at a time: those of the images with cells or, if
 * nothing pairs, every label image. Throws a FileError if the path does not exist.
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
