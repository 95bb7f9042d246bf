import type { Labels, Picture } from "../raster/plane.ts";
import type { ImageRecord, PairWords } from "./image-record.ts";

/** An image of the dataset with its pixels. */
export interface StoredImage {
  readonly record: ImageRecord;
  readonly picture: Picture;
  readonly labels: Labels;
  /** The name with its folder, for when another image of the dataset has the short one. */
  readonly longName: string;
}

/** An image with its cells before it has a place in the dataset. */
export interface DecodedImage {
  readonly name: string;
  readonly longName: string;
  readonly source: string;
  /** Absent for images that were drawn here. */
  readonly pair?: PairWords;
  readonly picture: Picture;
  readonly labels: Labels;
  readonly cells: number;
  readonly overlapPixels: number;
  readonly notes: readonly string[];
}

const ID_BYTES = 16;

async function sha256(data: ArrayBufferView): Promise<Uint8Array> {
  const view = new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", view));
}

/** The same file name, picture and labels give the same id, wherever they were found. */
async function idOf({ name, picture, labels }: DecodedImage): Promise<string> {
  const stem = name.slice(name.lastIndexOf("/") + 1);
  const size = `${picture.rows} ${picture.columns} ${picture.channels}`;
  const parts = [
    new TextEncoder().encode(`${stem}\n${size}\n`),
    await sha256(picture.data),
    await sha256(labels.data),
  ];
  const joined = new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
  const hash = (await sha256(joined)).subarray(0, ID_BYTES);
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function typeOf({ data }: Picture): ImageRecord["type"] {
  if (data instanceof Uint8Array) return "uint8";
  return data instanceof Uint16Array ? "uint16" : "float32";
}

/** Gives a decoded image its id and its record. */
export async function identify(image: DecodedImage): Promise<StoredImage> {
  const { name, longName, source, pair, picture, labels, cells, overlapPixels, notes } = image;
  const { rows, columns, channels } = picture;
  const id = await idOf(image);
  const type = typeOf(picture);
  const facts = { id, name, source, rows, columns, channels, type, cells, overlapPixels, notes };
  const record = pair ? { ...facts, pair } : facts;
  return { record, picture, labels, longName };
}
