import { FileError } from "../../core/dataset/file-error.ts";
import { splitPath } from "../../core/dataset/path-name.ts";
import { readNpy } from "./npy.ts";
import { arrayBytes, type NpyHeader, readNpyHeader } from "./npy-header.ts";
import { type NpzEntry, npzEntries, unpackNpzEntry } from "./npz-entries.ts";
import type { Raster } from "./raster.ts";
import { SNIFFED_BYTES } from "./sniff.ts";
import type { SourceFile } from "./source-file.ts";

const PICTURES = /^(images?|imgs?|pictures?|raw|x)$/i;
const LABELS = /^(masks?|labels?|gt|y)$/i;
const NUMBER_DIGITS = 4;

function only(entries: readonly NpzEntry[], names: RegExp): NpzEntry | null {
  const found = entries.filter(({ name }) => names.test(name));
  return found.length === 1 ? found[0] : null;
}

/** Reads the only array of an NPZ file, or the one that is named as labels. Throws a FileError. */
export function readNpz(file: string, bytes: Uint8Array): Raster {
  const entries = npzEntries(file, bytes);
  const entry = entries.length === 1 ? entries[0] : only(entries, LABELS);
  if (entry) return readNpy(file, unpackNpzEntry(file, entry));
  const names = entries.map(({ name }) => name).slice(0, 10);
  throw new FileError(
    file,
    `The NPZ file holds ${entries.length} arrays (${names.join(", ")}); name them "images" and "masks".`,
  );
}

/** An array cut along its first dimension into pictures, or a single picture. */
interface Cut {
  readonly header: NpyHeader;
  readonly count: number;
  /** Sizes of one picture. */
  readonly shape: readonly number[];
  readonly bytes: () => Uint8Array;
}

/** Keeps what was unpacked last while memory allows, so that a stack is not unpacked once a picture. */
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
  if (!stacked) return { header, count: 1, shape: header.shape, bytes };
  if (header.fortran)
    throw new FileError(file, "The stack in the NPZ file is stored columns first. Save it rows first.");
  return { header, count: header.shape[0], shape: header.shape.slice(1), bytes };
}

function pieceOf({ header, count, shape, bytes }: Cut, index: number): Uint8Array {
  const whole = bytes();
  if (count === 1 && shape === header.shape) return whole;
  const size = shape.reduce((product, length) => product * length, header.itemBytes);
  const start = header.dataAt + index * size;
  return arrayBytes({ ...header, shape }, whole.subarray(start, start + size));
}

function sourceOf(path: string, part: Cut, index: number): SourceFile {
  const size = part.shape.reduce((product, length) => product * length, part.header.itemBytes);
  return {
    path,
    size,
    head: async () => pieceOf(part, index).subarray(0, SNIFFED_BYTES),
    bytes: async () => pieceOf(part, index),
    async *parts() {
      yield pieceOf(part, index);
    },
  };
}

/**
 * Pictures and labels in one NPZ file as files of their own, paired by name: `images` with `masks` (also `x` with `y`
 * and the like), each rows x columns, or as many of them in a stack; pictures may have channels. Null when the file
 * holds no such two arrays. Throws a FileError when they do not fit together.
 */
export function splitNpz(file: string, bytes: Uint8Array): readonly SourceFile[] | null {
  const entries = npzEntries(file, bytes);
  const [pictures, labels] = [only(entries, PICTURES), only(entries, LABELS)];
  if (!pictures || !labels) return null;
  const stacked = readNpyHeader(file, unpackNpzEntry(file, labels)).shape.length > 2;
  const [images, masks] = [cut(file, pictures, stacked), cut(file, labels, stacked)];
  if (images.count !== masks.count) {
    throw new FileError(file, `The NPZ file holds ${images.count} pictures but ${masks.count} label images.`);
  }
  const { stem } = splitPath(file);
  return Array.from({ length: images.count }, (_, index) => {
    const name = stacked ? `${stem}_${String(index).padStart(NUMBER_DIGITS, "0")}.npy` : `${stem}.npy`;
    return [
      sourceOf(`${file}/images/${name}`, images, index),
      sourceOf(`${file}/masks/${name}`, masks, index),
    ];
  }).flat();
}
