import { existsSync, openAsBlob, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { encode } from "fast-png";
import type { ImageRecord, Refusal } from "../../../core/dataset/image-record.ts";
import type { StackChoice } from "../../../core/dataset/stack-choice.ts";
import type { StoredImage } from "../../../core/dataset/stored-image.ts";
import type { Labels } from "../../../core/raster/plane.ts";
import type { AddedFile } from "../gather-files.ts";
import { importDataset } from "../import-dataset.ts";

/** Real and hostile files outside the repository; tests that need them are skipped if they are absent. */
export const SHARED_DATA = resolve(import.meta.dirname, "../../../../../shared/data");
export const HAS_SHARED_DATA = existsSync(SHARED_DATA);

/** Suffix of the title of a skipped suite. */
export const SHARED_NOTE = HAS_SHARED_DATA ? "" : " (skipped: the folder ../shared/data is absent)";

/** The bytes of one file of the shared data. */
export function sharedBytes(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(SHARED_DATA, path)));
}

/** A square 8-bit grey PNG with values by pixel in row order. */
export function squarePng(side: number, valueAt: (pixel: number) => number): Blob {
  const data = Uint8Array.from({ length: side * side }, (_, pixel) => valueAt(pixel));
  return new Blob([encode({ width: side, height: side, data, channels: 1, depth: 8 }).slice()]);
}

/** A file, or everything in a folder, as dropped by a user. */
export async function dropOf(path: string): Promise<AddedFile[]> {
  const root = join(SHARED_DATA, path);
  const paths = statSync(root).isDirectory()
    ? readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [root];
  const base = resolve(root, "..");
  return Promise.all(
    paths.map(async (file) => ({
      path: relative(base, file).split(sep).join("/"),
      blob: await openAsBlob(file),
    })),
  );
}

/** An image with labels. */
export type LabelledImage = StoredImage & { readonly labels: Labels };

/** The complete result of an import. */
export interface Imported {
  readonly images: readonly LabelledImage[];
  /** Records of images with labels. */
  readonly records: readonly ImageRecord[];
  /** Records of images without labels. */
  readonly unlabelled: readonly ImageRecord[];
  readonly refused: readonly Refusal[];
}

/** Runs an import to its end; `stack` chooses the planes of stacks. */
export async function importAll(added: readonly AddedFile[], stack: StackChoice = {}): Promise<Imported> {
  const images: LabelledImage[] = [];
  const unlabelled: ImageRecord[] = [];
  const refused: Refusal[] = [];
  for await (const step of importDataset(added, { signal: new AbortController().signal, stack })) {
    if (step.kind === "decoded") {
      const { labels, record } = step.image;
      if (labels) images.push({ ...step.image, labels });
      else unlabelled.push(record);
    }
    if (step.kind === "refused") refused.push(step.refusal);
  }
  return { images, records: images.map(({ record }) => record), unlabelled, refused };
}
