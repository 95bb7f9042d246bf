import * as v from "valibot";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { sizeOf } from "../../../nets/weights.ts";
import {
  CHECKPOINT_MAGIC,
  CHECKPOINT_VERSION,
  CHECKSUM_BYTES,
  type CheckpointValues,
  HEAD_MULTIPLE,
  type ListedArray,
  MAX_CHECKPOINT_BYTES,
  MAX_HEAD_BYTES,
  PREFIX_BYTES,
} from "../../write/checkpoint-layout.ts";
import { crc32 } from "../bytes/checksums.ts";

const MAX_ARRAYS = 10_000;
const MAX_AXES = 8;

/** An array of a checkpoint as it was written. */
export interface ReadArray {
  readonly shape: readonly number[];
  readonly data: CheckpointValues;
}

/** What a checkpoint contains; the content is not validated yet. */
export interface CheckpointFile {
  readonly content: unknown;
  readonly arrays: ReadonlyMap<string, ReadArray>;
}

const ADVICE = "Use the checkpoint of another run, or train again.";

const length = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_CHECKPOINT_BYTES));
const headSchema = v.object({
  arrays: v.pipe(
    v.array(
      v.object({
        name: v.string(),
        type: v.picklist(["float64", "float32"]),
        shape: v.pipe(v.array(length), v.maxLength(MAX_AXES)),
      }),
    ),
    v.maxLength(MAX_ARRAYS),
  ),
  content: v.unknown(),
});

const bytesPerValue = ({ type }: ListedArray) => (type === "float64" ? 8 : 4);

function damaged(file: string, cause?: unknown): FileError {
  return new FileError(file, `The checkpoint is damaged. ${ADVICE}`, { cause });
}

/** Checks what is known before all bytes are in memory, and returns the size of the head. */
function checkPrefix(file: string, prefix: Uint8Array<ArrayBuffer>, size: number): number {
  if (size > MAX_CHECKPOINT_BYTES) throw new FileError(file, `The file is too large to be a checkpoint.`);
  const magic = new TextDecoder("latin1").decode(prefix.subarray(0, CHECKPOINT_MAGIC.length));
  if (magic !== CHECKPOINT_MAGIC || prefix.length < PREFIX_BYTES) {
    throw new FileError(file, "This is not a checkpoint of a run.");
  }
  const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength);
  const version = view.getUint32(CHECKPOINT_MAGIC.length, true);
  if (version > CHECKPOINT_VERSION) {
    throw new FileError(
      file,
      `The checkpoint was written by a newer version of Direction Lab (format ${version}; this one reads up to ${CHECKPOINT_VERSION}). Update Direction Lab to resume the run.`,
    );
  }
  if (version < 1) throw damaged(file);
  const head = view.getUint32(CHECKPOINT_MAGIC.length + 4, true);
  if (head > MAX_HEAD_BYTES || head % HEAD_MULTIPLE !== 0) throw damaged(file);
  if (PREFIX_BYTES + head + CHECKSUM_BYTES > size) {
    throw new FileError(file, `The checkpoint ends early. ${ADVICE}`);
  }
  return head;
}

function parseHead(file: string, bytes: Uint8Array) {
  try {
    return v.parse(headSchema, JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch (error) {
    throw damaged(file, error);
  }
}

/** The arrays as views of the bytes. */
function arraysIn(
  file: string,
  listed: readonly ListedArray[],
  bytes: Uint8Array<ArrayBuffer>,
): ReadonlyMap<string, ReadArray> {
  const body = bytes.length - CHECKSUM_BYTES;
  const arrays = new Map<string, ReadArray>();
  let at = 0;
  for (const one of listed) {
    const size = sizeOf(one.shape);
    const end = at + size * bytesPerValue(one);
    if (end > body || at % bytesPerValue(one) !== 0 || arrays.has(one.name)) throw damaged(file);
    const offset = bytes.byteOffset + at;
    const data =
      one.type === "float64"
        ? new Float64Array(bytes.buffer, offset, size)
        : new Float32Array(bytes.buffer, offset, size);
    arrays.set(one.name, { shape: one.shape, data });
    at = end;
  }
  if (at !== body) throw damaged(file);
  return arrays;
}

/**
 * Reads a checkpoint from an untrusted file. At most as much memory is allocated as the file has bytes. The
 * arrays share it.
 * @param name name of the file for messages
 * @throws FileError if the file is not a checkpoint, too large, of a newer version, cut or altered
 */
export async function readCheckpointFile(name: string, file: Blob): Promise<CheckpointFile> {
  const prefix = new Uint8Array(await file.slice(0, PREFIX_BYTES).arrayBuffer());
  const head = checkPrefix(name, prefix, file.size);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const sum = new DataView(bytes.buffer).getUint32(bytes.length - CHECKSUM_BYTES, true);
  if (crc32(bytes.subarray(0, bytes.length - CHECKSUM_BYTES)) !== sum) {
    throw new FileError(name, `The checkpoint was cut or altered after it was written. ${ADVICE}`);
  }
  const { arrays, content } = parseHead(name, bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + head));
  return { content, arrays: arraysIn(name, arrays, bytes.subarray(PREFIX_BYTES + head)) };
}
