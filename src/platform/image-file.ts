import type { ImageRecord } from "../core/dataset/image-record.ts";
import type { StoredImage } from "../core/dataset/stored-image.ts";
import type { Labels, Pixels } from "../core/raster/plane.ts";

const MAGIC = "DLABIMG1";
/** Written last; a file without it is truncated. */
const END = "DLABEND1";
/** Version 1 supported labelled images only, without groups. */
const VERSIONS = [1, 2];
const VERSION = 2;
const PREFIX_BYTES = 16;
const MAX_HEADER_BYTES = 2 ** 20;
/**
 * Bytes of the first read: enough for nearly every header, which halves the reads of a list of thousands of
 * files.
 */
const START_BYTES = 2 ** 12;
const ALIGNMENT = 8;

const ARRAYS = { uint8: Uint8Array, uint16: Uint16Array, float32: Float32Array } as const;

const aligned = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
const text = (value: string) => new TextEncoder().encode(value);

function sizesOf({ rows, columns, channels, type, labelled }: ImageRecord) {
  const pixelBytes = rows * columns * channels * ARRAYS[type].BYTES_PER_ELEMENT;
  return { pixelBytes, labelsBytes: labelled ? rows * columns * Int32Array.BYTES_PER_ELEMENT : 0 };
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}

/**
 * The bytes of one stored image: 8 letters, header length and version (uint32 each), the record as JSON,
 * image samples, Int32 labels if there are any, 8 letters; every part begins at a multiple of 8. Numbers are
 * little-endian.
 */
export function imageFileParts({ record, pixels, labels }: StoredImage): Uint8Array<ArrayBuffer>[] {
  const header = text(JSON.stringify(record));
  const prefix = new Uint8Array(PREFIX_BYTES);
  prefix.set(text(MAGIC));
  const view = new DataView(prefix.buffer);
  view.setUint32(8, header.length, true);
  view.setUint32(12, VERSION, true);
  const padded = [header, bytesOf(pixels.data), ...(labels ? [bytesOf(labels.data)] : [])].flatMap((part) => [
    part,
    new Uint8Array(aligned(part.length) - part.length),
  ]);
  return [prefix, ...padded, text(END)];
}

/** The record in a header of any version, converted to the current one. */
function recordOf(header: string): ImageRecord {
  const { pictureId = null, ...record } = JSON.parse(header) as ImageRecord & {
    /** Name of `unlabelledId` in files stored before it was renamed. */
    readonly pictureId?: string | null;
  };
  const { unlabelledId = pictureId, labelled = true, group = null, part = null } = record;
  return { ...record, unlabelledId, labelled, group, part };
}

interface Frame {
  readonly record: ImageRecord;
  readonly pixelsAt: number;
  readonly labelsAt: number;
}

async function readFrame(file: Blob): Promise<Frame | null> {
  const start = await file.slice(0, START_BYTES).arrayBuffer();
  if (start.byteLength < PREFIX_BYTES || new TextDecoder().decode(start.slice(0, 8)) !== MAGIC) return null;
  const view = new DataView(start);
  const headerBytes = view.getUint32(8, true);
  if (!VERSIONS.includes(view.getUint32(12, true)) || headerBytes > MAX_HEADER_BYTES) return null;
  const headerEnd = PREFIX_BYTES + headerBytes;
  const header =
    headerEnd <= start.byteLength
      ? new TextDecoder().decode(start.slice(PREFIX_BYTES, headerEnd))
      : await file.slice(PREFIX_BYTES, headerEnd).text();
  const end = await file.slice(file.size - END.length).text();
  if (end !== END) return null;
  const record = recordOf(header);
  const { pixelBytes, labelsBytes } = sizesOf(record);
  const pixelsAt = PREFIX_BYTES + aligned(headerBytes);
  const labelsAt = pixelsAt + aligned(pixelBytes);
  return file.size === labelsAt + aligned(labelsBytes) + END.length ? { record, pixelsAt, labelsAt } : null;
}

/** The record of a stored file without its pixels, or null if the file is truncated or of another version. */
export async function readImageRecord(file: Blob): Promise<ImageRecord | null> {
  try {
    return (await readFrame(file))?.record ?? null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

/** A stored image whose rows can be read individually. */
export interface StoredRows {
  readonly record: ImageRecord;
  /** Rows `from`..`to`-1 of the image. */
  readPixels(from: number, to: number): Promise<Pixels>;
  /** Rows `from`..`to`-1 of the labels; null for an image without labels. */
  readLabels(from: number, to: number): Promise<Labels | null>;
}

/** Opens a stored file for reading by rows; null if it is truncated or of another version. */
export async function openImageFile(file: Blob): Promise<StoredRows | null> {
  const frame = await readFrame(file);
  if (!frame) return null;
  const { record, pixelsAt, labelsAt } = frame;
  const { columns, channels, type, labelled } = record;
  const imageLine = columns * channels * ARRAYS[type].BYTES_PER_ELEMENT;
  const labelsLine = columns * Int32Array.BYTES_PER_ELEMENT;
  const read = (at: number, line: number, from: number, to: number) =>
    file.slice(at + from * line, at + to * line).arrayBuffer();
  return {
    record,
    async readPixels(from, to) {
      const data = new ARRAYS[type](await read(pixelsAt, imageLine, from, to));
      return { rows: to - from, columns, channels, data };
    },
    async readLabels(from, to) {
      if (!labelled) return null;
      return { rows: to - from, columns, data: new Int32Array(await read(labelsAt, labelsLine, from, to)) };
    },
  };
}

/** Reads a complete stored file; null if it is truncated or of another version. */
export async function readImageFile(file: Blob): Promise<StoredImage | null> {
  const stored = await openImageFile(file);
  if (!stored) return null;
  const { record } = stored;
  const [pixels, labels] = await Promise.all([
    stored.readPixels(0, record.rows),
    stored.readLabels(0, record.rows),
  ]);
  return { record, pixels, labels };
}
