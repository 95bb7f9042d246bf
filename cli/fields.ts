import { openAsBlob } from "node:fs";
import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { FileError } from "../src/core/dataset/file-error.ts";
import type { Refusal } from "../src/core/dataset/image-record.ts";
import { freeName } from "../src/core/dataset/unique-names.ts";
import { LabError } from "../src/core/errors.ts";
import type { Labels } from "../src/core/raster/plane.ts";
import type { Border } from "../src/core/recipe/recipe.ts";
import { computeTargets } from "../src/core/targets/targets.ts";
import type { AddedFile } from "../src/io/read/gather-files.ts";
import { importDataset } from "../src/io/read/import-dataset.ts";
import { readLabelImages } from "../src/io/read/read-label-images.ts";
import { SNIFFED_BYTES, sniff } from "../src/io/read/sniff.ts";
import { writeNpy } from "../src/io/write/npy.ts";

/** Where fields go, and what lies beyond the image. */
export interface FieldsOptions {
  readonly out: string;
  readonly border: Border;
}

/** What was written and what could not be. */
export interface FieldsResult {
  readonly names: readonly string[];
  readonly refused: readonly Refusal[];
}

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const below = await Promise.all(
    entries.map((entry) => {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) return filesBelow(inner);
      return entry.isFile() ? [inner] : [];
    }),
  );
  return below.flat();
}

async function addedFiles(path: string): Promise<AddedFile[]> {
  const info = await stat(path).catch((error: unknown) => {
    throw new LabError(`There is no file or folder ${path}.`, { cause: error });
  });
  const paths = info.isDirectory() ? await filesBelow(path) : [path];
  const root = info.isDirectory() ? path : dirname(path);
  return Promise.all(
    paths.map(async (file) => ({
      path: relative(root, file).split(sep).join("/"),
      blob: await openAsBlob(file),
    })),
  );
}

/** Writes the fields of one label image after another under names that are free. */
class FieldWriter {
  readonly names: string[] = [];
  readonly #options: FieldsOptions;

  constructor(options: FieldsOptions) {
    this.#options = options;
  }

  async write(name: string, labels: Labels): Promise<void> {
    const { out, border } = this.#options;
    const free = freeName(name.replaceAll(/[/\\:\0]/g, "_"), new Set(this.names));
    const targets = computeTargets(labels, { border });
    const fields = {
      distance: targets.distance,
      uvec_0: targets.uvec0,
      uvec_1: targets.uvec1,
      valid: targets.valid,
      weight: targets.weight,
      level: targets.level,
    };
    for (const [field, data] of Object.entries(fields)) {
      const path = join(out, `${free}.${field}.npy`);
      await writeFile(path, writeNpy(data, [labels.rows, labels.columns])).catch((error: unknown) => {
        throw new LabError(`${path} could not be written. Is there space, and may you write there?`, {
          cause: error,
        });
      });
    }
    this.names.push(free);
    console.log(`${free}: ${labels.rows} rows, ${labels.columns} columns`);
  }
}

function tell(name: string, notes: readonly string[]): void {
  for (const note of notes) console.error(`${name}: ${note}`);
}

/** Images with their cells; null when no image of the drop has a partner at all. */
async function writePairs(added: readonly AddedFile[], writer: FieldWriter, signal: AbortSignal) {
  const refused: Refusal[] = [];
  let pairs = 0;
  for await (const step of importDataset(added, { signal, labelledOnly: true })) {
    if (step.kind === "progress") pairs = Math.max(pairs, step.total);
    if (step.kind === "refused") refused.push(step.refusal);
    if (step.kind === "decoded") {
      const { record, labels } = step.image;
      tell(record.name, record.notes);
      if (labels) await writer.write(record.name, labels);
    }
  }
  return pairs > 0 ? refused : null;
}

async function writeLabelImages(added: readonly AddedFile[], writer: FieldWriter, signal: AbortSignal) {
  const refused: Refusal[] = [];
  for await (const step of readLabelImages(added, { signal })) {
    if (step.kind === "refused") {
      refused.push(step.refusal);
    } else {
      tell(step.image.name, step.image.notes);
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
 * Writes distance, unit vectors, validity, area weight and level of every image as NumPy files: of the images in a
 * folder or zip that have cells, or, where nothing pairs, of every label image in it, or of a single label image.
 * What is refused is printed to stderr. Throws a LabError when nothing could be used or written.
 */
export async function fields(path: string, options: FieldsOptions): Promise<FieldsResult> {
  const added = await addedFiles(path);
  await mkdir(options.out, { recursive: true }).catch((error: unknown) => {
    throw new LabError(`The folder ${options.out} could not be made.`, { cause: error });
  });
  const { signal } = new AbortController();
  const writer = new FieldWriter(options);
  const single = await isSingleImage(added, path);
  const ofPairs = single ? null : await writePairs(added, writer, signal);
  const refused = ofPairs ?? (await writeLabelImages(added, writer, signal));
  if (single && refused.length > 0) throw new FileError(path, refused[0].reason);
  for (const { file, reason } of refused) console.error(`${file}: ${reason}`);
  if (writer.names.length === 0) throw new LabError(`Nothing in ${path} could be used.`);
  return { names: writer.names, refused };
}
