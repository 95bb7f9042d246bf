import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "fast-png";
import { findFiles } from "../../cli/find-files.ts";
import type { StoredImage } from "../../src/core/dataset/stored-image.ts";
import type { Pixels } from "../../src/core/raster/plane.ts";
import { importDataset } from "../../src/io/read/import-dataset.ts";
import { writeLabelPng } from "../../src/io/write/label-png.ts";

export const SETS = ["nuclei", "phase"] as const;
export type SetName = (typeof SETS)[number];

/** Fluorescence images are grey and dark: mean below this share of the range. */
const DARK = 0.5;
const VALIDATE_EVERY = 5;

async function readImages(folder: string): Promise<StoredImage[]> {
  const { files } = await findFiles([folder]);
  const images: StoredImage[] = [];
  for await (const step of importDataset(files, { labelledOnly: true, signal: new AbortController().signal }))
    if (step.kind === "decoded") images.push(step.image);
  return images;
}

function isGreyAndDark({ data, channels }: Pixels): boolean {
  let sum = 0;
  for (let at = 0; at < data.length; at += channels) {
    for (let channel = 1; channel < channels; channel++) if (data[at + channel] !== data[at]) return false;
    sum += data[at];
  }
  return sum / (data.length / channels) < DARK * 255;
}

/** The first channel as an 8-bit grey PNG. */
function greyPng({ rows, columns, channels, data }: Pixels): Uint8Array {
  const grey = Uint8Array.from({ length: rows * columns }, (_, at) => data[at * channels]);
  return encode({ width: columns, height: rows, data: grey, channels: 1, depth: 8 });
}

const stemOf = (name: string) => name.replace(/^.*\//, "").replace(/\.[^.]*$/, "");

/** The images of a set in the order of which every fifth is used for validation. */
async function imagesOf(set: SetName, data: string): Promise<StoredImage[]> {
  if (set === "nuclei") {
    const images = (await readImages(join(data, "dsb2018"))).filter(({ pixels }) => isGreyAndDark(pixels));
    return images.sort((a, b) => (stemOf(a.record.name) < stemOf(b.record.name) ? -1 : 1));
  }
  const folder = join(data, "phase", "sartorius");
  const table = readFileSync(join(folder, "train.csv"), "utf8");
  const place = ({ record }: StoredImage) => table.indexOf(`\n${stemOf(record.name)},`);
  return (await readImages(folder)).sort((a, b) => place(a) - place(b));
}

/** Number of images and cells of a part of a set. */
export interface PartSize {
  readonly images: number;
  readonly cells: number;
}

/**
 * Writes a set of docs/results.md as `train` and `val`, each with `images` (8-bit grey PNG) and `masks` (16-bit labels) of
 * the same names. Every fifth image is used for validation, starting with the first.
 *
 * @param data Folder with `dsb2018` and `phase/sartorius`.
 */
export async function writeSet(set: SetName, data: string, out: string): Promise<Record<string, PartSize>> {
  rmSync(out, { recursive: true, force: true });
  const sizes = { train: { images: 0, cells: 0 }, val: { images: 0, cells: 0 } };
  for (const [index, { record, pixels, labels }] of (await imagesOf(set, data)).entries()) {
    const part = index % VALIDATE_EVERY === 0 ? "val" : "train";
    for (const [kind, bytes] of [
      ["images", greyPng(pixels)],
      ["masks", writeLabelPng(labels!)],
    ] as const) {
      mkdirSync(join(out, part, kind), { recursive: true });
      writeFileSync(join(out, part, kind, `${stemOf(record.name)}.png`), bytes);
    }
    sizes[part].images++;
    sizes[part].cells += record.cells;
  }
  return sizes;
}
