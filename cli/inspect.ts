import type { ImageRecord, Refusal } from "../src/core/dataset/image-record.ts";
import { describeOffer } from "../src/core/dataset/pairing/find-offers.ts";
import { splitImages } from "../src/core/dataset/sampling/split.ts";
import { LabError } from "../src/core/errors.ts";
import { RECIPES } from "../src/core/recipe/presets.ts";
import type { AddedFile } from "../src/io/read/gather-files.ts";
import { importDataset } from "../src/io/read/import-dataset.ts";
import { type LabelImage, readLabelImages } from "../src/io/read/read-label-images.ts";
import { ArrayFolder } from "./array-folder.ts";
import { findFiles } from "./find-files.ts";
import type { InspectedSample, InspectReport } from "./inspect-report.ts";
import { reportText } from "./inspect-text.ts";

/** Input and output format of an inspection. */
export interface InspectOptions {
  /** Absolute paths of files, folders and zips, which are read as one drop. */
  readonly paths: readonly string[];
  /** One JSON object instead of text. */
  readonly json: boolean;
  /** Folder for images and labels as NumPy files, or null. */
  readonly dump: string | null;
}

const LABELS_ALONE = "labels alone, without an image";

/** The default recipe of a run from the command line. */
const { validationFraction, seed } = RECIPES.quick;

function sampleOf(record: ImageRecord, split: InspectedSample["split"]): InspectedSample {
  const { name, columns, rows, channels, type, cells, overlapPixels, source, notes, pixelSize } = record;
  const size = { width: columns, height: rows, channels, ...(pixelSize ? { pixelSize } : {}) };
  return { name, ...size, type, cells, overlapPixels, source, split, notes };
}

/** Reads a drop; only the record of each image is kept. */
async function readDrop(files: readonly AddedFile[], dump: ArrayFolder | null): Promise<InspectReport> {
  const records: ImageRecord[] = [];
  const refused: Refusal[] = [];
  const offers: string[] = [];
  for await (const step of importDataset(files, { signal: new AbortController().signal })) {
    if (step.kind === "refused") refused.push(step.refusal);
    if (step.kind === "offer") offers.push(describeOffer(step.pairs));
    if (step.kind !== "decoded") continue;
    const { record, pixels, labels } = step.image;
    const { rows, columns, channels } = record;
    records.push(record);
    await dump?.write(record.name, {
      image: { data: pixels.data, shape: channels === 1 ? [rows, columns] : [rows, columns, channels] },
      ...(labels ? { labels: { data: labels.data, shape: [rows, columns] } } : {}),
    });
  }
  const { training, validation } = splitImages(records, { fraction: validationFraction, seed });
  const parts = new Map<string, InspectedSample["split"]>([
    ...training.map(({ id }) => [id, "train"] as const),
    ...validation.map(({ id }) => [id, "validation"] as const),
  ]);
  const samples = records.map((record) => sampleOf(record, parts.get(record.id) ?? null));
  return { samples, refused, ...(offers.length > 0 ? { offers } : {}) };
}

/** The label image in a drop of a single file; null if it is not one, or contains several. */
async function readLabelsAlone(files: readonly AddedFile[]): Promise<LabelImage | null> {
  const images: LabelImage[] = [];
  const { signal } = new AbortController();
  for await (const step of readLabelImages(files, { signal, judged: "all" })) {
    if (step.kind === "refused") return null;
    images.push(step.image);
    // A file of nothing but zeros could also be an image.
    if (images.length > 1 || !step.image.labels.data.some((id) => id > 0)) return null;
  }
  return images[0] ?? null;
}

function sampleOfLabels({ name, labels, type, notes }: LabelImage): InspectedSample {
  const ids = new Set(labels.data.filter((id) => id > 0));
  const size = { width: labels.columns, height: labels.rows, channels: 1 };
  return {
    name,
    ...size,
    type,
    cells: ids.size,
    overlapPixels: 0,
    source: LABELS_ALONE,
    split: null,
    notes,
  };
}

async function readFiles(files: readonly AddedFile[], dump: ArrayFolder | null): Promise<InspectReport> {
  const alone = files.length === 1 ? await readLabelsAlone(files) : null;
  if (!alone) return readDrop(files, dump);
  const { rows, columns, data } = alone.labels;
  await dump?.write(alone.name, { labels: { data, shape: [rows, columns] } });
  return { samples: [sampleOfLabels(alone)], refused: [] };
}

/**
 * Reads paths as one drop: samples, how they were paired, their side of the default split, refusals and their
 * reasons. A single file with labels is a sample without an image. Throws a LabError if a file of `dump`
 * cannot be written.
 *
 * @param dump Folder for `NAME.image.npy` (stored samples, before normalisation) and `NAME.labels.npy`, or
 * null.
 */
export async function readPaths(paths: readonly string[], dump: string | null): Promise<InspectReport> {
  const found = await findFiles(paths);
  const folder = dump === null ? null : await ArrayFolder.make(dump);
  const { refused, ...report } = await readFiles(found.files, folder);
  const all = [...found.refused, ...refused];
  return { ...report, refused: all.map(({ file, reason }) => ({ file, reason })) };
}

/** Writes the complete text, even if standard output is a pipe that is read slowly. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => (error ? reject(error) : resolve()));
  });
}

/**
 * Prints the report of `readPaths` to standard output. Throws a LabError after printing if nothing was read.
 */
export async function inspect({ paths, json, dump }: InspectOptions): Promise<void> {
  const report = await readPaths(paths, dump);
  await print(json ? JSON.stringify(report, null, 2) : reportText(report));
  if (report.samples.length === 0) throw new LabError("Nothing was read.");
}
