import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { splitPath } from "../../../core/dataset/pairing/path-name.ts";
import { SNIFFED_BYTES } from "../bytes/sniff.ts";
import type { SourceFile } from "../bytes/source-file.ts";
import type { Raster } from "../raster/raster.ts";
import { arraySlice } from "./array-slice.ts";
import { readNpy } from "./npy.ts";
import { arrayBytes, type NpyHeader, readNpyHeader } from "./npy-header.ts";
import { FEW_CHANNELS } from "./npy-shape.ts";
import { type NpzEntry, npzEntries, unpackNpzEntry } from "./npz-entries.ts";

const IMAGES = /^(images?|imgs?|images?|raw|x)$/i;
const LABELS = /^(masks?|labels?|gt|y)$/i;
/** The dataset part of an array, as in `X_train` and `train_images`. */
const PART =
  /^(.+?)[_-](train|training|val|valid|validation|test)$|^(train|training|val|valid|validation|test)[_-](.+)$/i;
const NUMBER_DIGITS = 4;

/** An array with its name without the part, and the part; empty if the name has none. */
interface NamedEntry {
  readonly entry: NpzEntry;
  readonly name: string;
  readonly part: string;
}

function named(entry: NpzEntry): NamedEntry {
  const match = PART.exec(entry.name);
  if (!match) return { entry, name: entry.name, part: "" };
  return { entry, name: match[1] ?? match[4], part: (match[2] ?? match[3]).toLowerCase() };
}

function only(entries: readonly NamedEntry[], names: RegExp): NpzEntry | null {
  const found = entries.filter(({ name }) => names.test(name));
  return found.length === 1 ? found[0].entry : null;
}

/** Reads the only array of an NPZ file, or the one with a name for labels. Throws a FileError. */
export function readNpz(file: string, bytes: Uint8Array): Raster {
  const entries = npzEntries(file, bytes);
  const entry = entries.length === 1 ? entries[0] : only(entries.map(named), LABELS);
  if (entry) return readNpy(file, unpackNpzEntry(file, entry));
  const names = entries.map(({ name }) => name).slice(0, 10);
  throw new FileError(
    file,
    `The NPZ file holds ${entries.length} arrays (${names.join(", ")}); name them "images" and "masks".`,
  );
}

/** An array that is split along its first dimension into images, or a single image. */
interface Cut {
  readonly header: NpyHeader;
  readonly count: number;
  /** Shape of one image. */
  readonly shape: readonly number[];
  readonly bytes: () => Uint8Array;
}

/**
 * Keeps the last decompressed bytes while memory allows, so that a stack is not decompressed once per image.
 */
function unpacker(file: string, entry: NpzEntry): () => Uint8Array {
  let kept: WeakRef<Uint8Array> | null = null;
  return () => {
    const there = kept?.deref();
    if (there) return there;
    const bytes = unpackNpzEntry(file, entry);
    kept = new WeakRef(bytes);
    return bytes;
  };
}

function cut(file: string, entry: NpzEntry, stacked: boolean): Cut {
  const bytes = unpacker(file, entry);
  const header = readNpyHeader(file, bytes());
  const [count, shape] = stacked ? [header.shape[0], header.shape.slice(1)] : [1, header.shape];
  return { header, count, shape, bytes };
}

function sliceOf(file: string, { header, shape, bytes }: Cut, index: number): Uint8Array {
  const whole = bytes();
  if (shape === header.shape) return whole;
  const { layout, data } = arraySlice(file, { layout: header, data: whole.subarray(header.dataAt) }, index);
  return arrayBytes(layout, data);
}

function sourceOf(file: string, path: string, part: Cut, index: number): SourceFile {
  const size = part.shape.reduce((product, length) => product * length, part.header.itemBytes);
  return {
    path,
    size,
    head: async () => sliceOf(file, part, index).subarray(0, SNIFFED_BYTES),
    bytes: async () => sliceOf(file, part, index),
    async *parts() {
      yield sliceOf(file, part, index);
    },
  };
}

/** Whether an array of labels is a stack: a last dimension of up to 4 is channels. */
function isStack(shape: readonly number[]): boolean {
  return ((shape.at(-1) ?? 0) <= FEW_CHANNELS ? shape.length - 1 : shape.length) > 2;
}

function pairsOf(file: string, folder: string, imageEntry: NpzEntry, labelEntry: NpzEntry): SourceFile[] {
  const stacked = isStack(readNpyHeader(file, unpackNpzEntry(file, labelEntry)).shape);
  const [images, masks] = [cut(file, imageEntry, stacked), cut(file, labelEntry, stacked)];
  if (images.count !== masks.count) {
    throw new FileError(file, `The NPZ file holds ${images.count} images but ${masks.count} label images.`);
  }
  const { stem } = splitPath(file);
  return Array.from({ length: images.count }, (_, index) => {
    const name = stacked ? `${stem}_${String(index).padStart(NUMBER_DIGITS, "0")}.npy` : `${stem}.npy`;
    return [
      sourceOf(file, `${folder}/images/${name}`, images, index),
      sourceOf(file, `${folder}/masks/${name}`, masks, index),
    ];
  }).flat();
}

/**
 * Images and labels in one NPZ file as separate files, paired by name: `images` with `masks` (also `x` with
 * `y` and similar), each rows x columns, or stacks of equal length; images may have channels. Arrays of a
 * dataset part (`x_train` with `y_train`) are in a folder named after it. Null if the file has no such pair
 * of arrays. Throws a FileError if they do not match.
 */
export function splitNpz(file: string, bytes: Uint8Array): readonly SourceFile[] | null {
  const entries = npzEntries(file, bytes).map(named);
  const parts = [...new Set(entries.map(({ part }) => part))];
  const sources = parts.flatMap((part) => {
    const own = entries.filter((entry) => entry.part === part);
    const [images, labels] = [only(own, IMAGES), only(own, LABELS)];
    return images && labels ? pairsOf(file, part === "" ? file : `${file}/${part}`, images, labels) : [];
  });
  return sources.length > 0 ? sources : null;
}
