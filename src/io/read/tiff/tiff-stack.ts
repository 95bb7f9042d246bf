import { MAX_PLANES } from "../../../core/dataset/stack-choice.ts";
import type { PlanePlace } from "../raster/plane-choice.ts";
import type { StackPlanes } from "../raster/stack-planes.ts";
import { imageJPlanes } from "./imagej-description.ts";
import { omePlanes } from "./ome-xml.ts";
import { shapedPlanes } from "./shaped-description.ts";
import { COMPRESSION } from "./tiff-decompress.ts";
import { readTiffImage } from "./tiff-directory.ts";
import { TiffTags } from "./tiff-tags.ts";

/** A plane of a TIFF and its position. */
export interface TiffPlane extends PlanePlace {
  /** Offset of its directory. */
  readonly directory: number;
  /** Bytes from the pixels at the offset in the directory to those of the plane. */
  readonly shift: number;
}

/** The planes of a TIFF in file order. */
export interface TiffStack {
  readonly planes: readonly TiffPlane[];
  /** Text in the first directory. */
  readonly description: string;
  readonly notes: readonly string[];
}

const TAG = {
  subfile: 254,
  columns: 256,
  rows: 257,
  bits: 258,
  description: 270,
  stripOffsets: 273,
  channels: 277,
  sampleFormat: 339,
  metaMorphPlanes: 33629,
} as const;

/** Bits of a reduced copy of another page, and of a transparency mask. */
const NO_PAGE_OF_ITS_OWN = 0b101;

/** The directory of a page, and the type of its pixels. */
interface Page {
  readonly directory: number;
  readonly kind: string;
  readonly extra: boolean;
}

function pageAt(file: string, bytes: Uint8Array, directory: number): Page {
  const tags = new TiffTags(file, bytes, directory);
  const kind = [TAG.rows, TAG.columns, TAG.bits, TAG.channels, TAG.sampleFormat].map((tag) =>
    tags.one(tag, 1),
  );
  return {
    directory,
    kind: kind.join(" "),
    extra: (tags.one(TAG.subfile, 0) & NO_PAGE_OF_ITS_OWN) !== 0,
  };
}

/** Bytes per plane of a contiguous stack with a single directory; 0 if the planes cannot be contiguous. */
function planeBytes(file: string, tags: TiffTags): number {
  const { blocks, compression } = readTiffImage(file, tags);
  const oneRun = blocks.every(
    ({ offset }, index) => index === 0 || offset === blocks[index - 1].offset + blocks[index - 1].bytes,
  );
  if (compression !== COMPRESSION.none || !oneRun) return 0;
  return blocks.reduce((sum, { bytes }) => sum + bytes, 0);
}

function contiguous(file: string, tags: TiffTags, directory: number, count: number): TiffPlane[] {
  const size = planeBytes(file, tags);
  const start = tags.numbers(TAG.stripOffsets)?.[0] ?? 0;
  const room = size > 0 ? Math.floor((tags.fileBytes - start) / size) : 1;
  return Array.from({ length: Math.max(1, Math.min(count, room, MAX_PLANES)) }, (_, index) => ({
    directory,
    shift: index * size,
    ...AS_SLICE(index),
  }));
}

/**
 * Planes declared by MetaMorph, one entry of UIC2 each (tags of STK files, whose planes share one directory).
 */
function metaMorphPlanes(tags: TiffTags): StackPlanes | null {
  const count = tags.count(TAG.metaMorphPlanes);
  return count > 0 ? { count, place: AS_SLICE } : null;
}

function describedPlanes(first: TiffTags, description: string): StackPlanes | null {
  const perPage = first.one(TAG.rows, 0) * first.one(TAG.columns, 0) * first.one(TAG.channels, 1);
  return imageJPlanes(description) ?? shapedPlanes(description, perPage) ?? metaMorphPlanes(first);
}

const AS_SLICE = (index: number): PlanePlace => ({ channel: 0, slice: index, time: 0 });

/**
 * Finds the planes of a TIFF and their stack positions: from OME-XML, the description of ImageJ or tifffile,
 * or MetaMorph's tags; otherwise pages are slices. For the latter three, the planes may share a single
 * directory. Reduced copies, and pages of another size or type than the first, are left out. Decodes nothing.
 * Throws a FileError if there is no readable directory.
 */
export function readTiffStack(file: string, bytes: Uint8Array): TiffStack {
  const first = new TiffTags(file, bytes);
  const all = first.pages().map((directory) => pageAt(file, bytes, directory));
  const own = all.filter(({ extra }) => !extra);
  const pages = own.length > 0 ? own : all.slice(0, 1);
  const alike = pages.filter(({ kind }) => kind === pages[0].kind);
  const notes: string[] = [];
  if (alike.length < pages.length) {
    const others = pages.length - alike.length;
    notes.push(
      `${others} of ${pages.length} pages are left out: their size or type differs from the first's.`,
    );
  }
  const description = first.text(TAG.description);
  const ome = omePlanes(description);
  if (ome) {
    const planes = ome.flatMap(({ page, ...place }) => {
      const found = all[page];
      return found?.kind === pages[0].kind ? [{ ...place, directory: found.directory, shift: 0 }] : [];
    });
    if (planes.length > 0) return { planes, description, notes };
  }
  const described = describedPlanes(first, description);
  const planes =
    described && alike.length === 1 && described.count > 1
      ? contiguous(file, first, alike[0].directory, described.count)
      : alike.map(({ directory }, index) => ({ directory, shift: 0, ...AS_SLICE(index) }));
  if (described && planes.length < described.count) {
    notes.push(`${described.count} planes are declared, but ${planes.length} are there.`);
  }
  const placed = planes.map((plane, index) => ({ ...plane, ...(described?.place(index) ?? {}) }));
  return { planes: placed, description, notes };
}
