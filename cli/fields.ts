import { basename } from "node:path";
import type { Refusal } from "../src/core/dataset/image-record.ts";
import { FileError } from "../src/core/dataset/pairing/file-error.ts";
import { LabError } from "../src/core/errors.ts";
import type { Labels } from "../src/core/raster/plane.ts";
import { splitVectors } from "../src/core/raster/vectors.ts";
import type { Border } from "../src/core/targets/squared-distance.ts";
import { computeTargets } from "../src/core/targets/targets.ts";
import { SNIFFED_BYTES, sniff } from "../src/io/read/bytes/sniff.ts";
import type { AddedFile } from "../src/io/read/gather-files.ts";
import { importDataset } from "../src/io/read/import-dataset.ts";
import { readLabelImages } from "../src/io/read/read-label-images.ts";
import { ArrayFolder } from "./array-folder.ts";
import { findFiles } from "./find-files.ts";
import { printable } from "./printable.ts";

/** Output folder, and the border of the image. */
export interface FieldsOptions {
  readonly out: string;
  readonly border: Border;
}

/** Names of the written label images, and the refusals. */
export interface FieldsResult {
  readonly names: readonly string[];
  readonly refused: readonly Refusal[];
}

/** Writes the fields of label images, one after another. */
class FieldWriter {
  readonly #folder: ArrayFolder;
  readonly #border: Border;

  constructor(folder: ArrayFolder, border: Border) {
    this.#folder = folder;
    this.#border = border;
  }

  async write(name: string, labels: Labels): Promise<void> {
    const targets = computeTargets(labels, { border: this.#border });
    const shape = [labels.rows, labels.columns];
    const [uvec0, uvec1] = splitVectors(targets.unitVectors);
    const free = await this.#folder.write(name, {
      distance: { data: targets.distance, shape },
      uvec_0: { data: uvec0, shape },
      uvec_1: { data: uvec1, shape },
      valid: { data: targets.valid, shape },
      weight: { data: targets.weight, shape },
      level: { data: targets.level, shape },
    });
    console.log(`${free}: ${labels.rows} rows, ${labels.columns} columns`);
  }
}

function report(name: string, notes: readonly string[]): void {
  for (const note of notes) console.error(printable(`${name}: ${note}`));
}

/** Images with their cells; null if no image of the drop has a partner. */
async function writePairs(added: readonly AddedFile[], writer: FieldWriter, signal: AbortSignal) {
  const refused: Refusal[] = [];
  let pairs = 0;
  for await (const step of importDataset(added, { signal, labelledOnly: true })) {
    if (step.kind === "progress") pairs = Math.max(pairs, step.total);
    if (step.kind === "refused") refused.push(step.refusal);
    if (step.kind === "decoded") {
      const { record, labels } = step.image;
      report(record.name, record.notes);
      if (labels) await writer.write(record.name, labels);
    }
  }
  return pairs > 0 ? refused : null;
}

async function writeLabelImages(added: readonly AddedFile[], writer: FieldWriter, signal: AbortSignal) {
  const refused: Refusal[] = [];
  for await (const step of readLabelImages(added, { signal, judged: "images" })) {
    if (step.kind === "refused") {
      refused.push(step.refusal);
    } else {
      report(step.image.name, step.image.notes);
      await writer.write(step.image.name, step.image.labels);
    }
  }
  return refused;
}

async function isSingleImage(added: readonly AddedFile[], path: string): Promise<boolean> {
  if (added.length !== 1 || added[0].path !== basename(path)) return false;
  const head = await added[0].blob.slice(0, SNIFFED_BYTES).arrayBuffer();
  return sniff(new Uint8Array(head)) !== "zip";
}

/**
 * Writes distance, unit vectors, validity, area weight and level of every image as NumPy files: of the images
 * with cells in a folder or zip; if nothing pairs, of every label image in it; or of a single label image.
 * Refusals are printed to stderr. Throws a LabError if nothing could be used or written.
 */
export async function fields(path: string, options: FieldsOptions): Promise<FieldsResult> {
  const found = await findFiles([path]);
  if (found.files.length === 0 && found.refused.length > 0) {
    throw new FileError(path, found.refused[0].reason);
  }
  const folder = await ArrayFolder.make(options.out);
  const writer = new FieldWriter(folder, options.border);
  const { signal } = new AbortController();
  const single = await isSingleImage(found.files, path);
  const ofPairs = single ? null : await writePairs(found.files, writer, signal);
  const refused = [...found.refused, ...(ofPairs ?? (await writeLabelImages(found.files, writer, signal)))];
  if (single && refused.length > 0) throw new FileError(path, refused[0].reason);
  for (const { file, reason } of refused) console.error(printable(`${file}: ${reason}`));
  if (folder.names.length === 0) throw new LabError(`Nothing in ${path} could be used.`);
  return { names: folder.names, refused };
}
