import { joinedBytes } from "../joined-bytes.ts";
import type { Labels, Pixels } from "../raster/plane.ts";
import { imageLook } from "./image-look.ts";
import type { ImageRecord, PairDescription, Part, StackPlane } from "./image-record.ts";
import type { PixelSize } from "./pixel-size.ts";

/** An image of the dataset with its pixels. */
export interface StoredImage {
  readonly record: ImageRecord;
  readonly pixels: Pixels;
  /** Null if none were found. */
  readonly labels: Labels | null;
}

/** A stored image before it has a place in the dataset. */
export interface NamedImage extends StoredImage {
  /** The name with its folder, used if another image of the dataset has the short one. */
  readonly longName: string;
}

/** An image, with its cells if found, before it has a place in the dataset. */
export interface DecodedImage {
  readonly name: string;
  readonly longName: string;
  readonly source: string;
  /** Absent for images that were drawn here. */
  readonly pair?: PairDescription;
  readonly pixels: Pixels;
  /** The plane of a stack that it was read from; null if its file has one plane, absent if unknown. */
  readonly plane?: StackPlane | null;
  /** Absent if it is unknown. */
  readonly pixelSize?: PixelSize;
  /** Null if none were found. */
  readonly labels: Labels | null;
  readonly group: string | null;
  readonly part: Part | null;
  readonly cells: number;
  readonly overlapPixels: number;
  readonly notes: readonly string[];
}

const ID_BYTES = 16;

async function sha256(data: ArrayBufferView): Promise<Uint8Array> {
  const view = new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", view));
}

async function hashOf(parts: readonly Uint8Array[]): Promise<string> {
  const hash = (await sha256(joinedBytes(parts))).subarray(0, ID_BYTES);
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The same file name, image and labels give the same ids, independent of their folder. */
async function idsOf({ name, pixels, labels }: DecodedImage) {
  const stem = name.slice(name.lastIndexOf("/") + 1);
  const size = `${pixels.rows} ${pixels.columns} ${pixels.channels}`;
  const seen = [new TextEncoder().encode(`${stem}\n${size}\n`), await sha256(pixels.data)];
  const unlabelledId = await hashOf(seen);
  return { id: labels ? await hashOf([...seen, await sha256(labels.data)]) : unlabelledId, unlabelledId };
}

function typeOf({ data }: Pixels): ImageRecord["type"] {
  if (data instanceof Uint8Array) return "uint8";
  return data instanceof Uint16Array ? "uint16" : "float32";
}

/** Adds id and record to a decoded image. */
export async function identify(image: DecodedImage): Promise<NamedImage> {
  const { name, longName, source, pair, plane, pixelSize, pixels, labels } = image;
  const { group, part, cells, overlapPixels, notes } = image;
  const { rows, columns, channels } = pixels;
  const ids = await idsOf(image);
  const type = typeOf(pixels);
  const seen = { ...ids, name, source, rows, columns, channels, type, notes, look: imageLook(pixels) };
  const facts = { ...seen, labelled: labels !== null, group, part, cells, overlapPixels };
  const record = {
    ...facts,
    ...(pair ? { pair } : {}),
    ...(plane === undefined ? {} : { plane }),
    ...(pixelSize ? { pixelSize } : {}),
  };
  return { record, pixels, labels, longName };
}
