import { LabError } from "../../core/errors.ts";
import { letMessagesIn } from "../../core/let-messages-in.ts";
import { crc32 } from "../read/bytes/checksums.ts";
import {
  CHECKPOINT_MAGIC,
  CHECKPOINT_VERSION,
  CHECKSUM_BYTES,
  type CheckpointArray,
  HEAD_MULTIPLE,
  type ListedArray,
  MAX_CHECKPOINT_BYTES,
  MAX_HEAD_BYTES,
  PREFIX_BYTES,
} from "./checkpoint-layout.ts";

/** Bytes that are summed without a pause: a few ms. */
const BYTES_AT_ONCE = 2 ** 20;

const TOO_LARGE =
  "The checkpoint of this run is too large to be written. The run goes on, but it cannot be resumed after an interruption. Use smaller networks.";

type Bytes = Uint8Array<ArrayBuffer>;

const isDouble = ({ data }: CheckpointArray) => data instanceof Float64Array;

function headBytes(content: object, arrays: readonly CheckpointArray[]): Bytes {
  const listed: ListedArray[] = arrays.map((array) => ({
    name: array.name,
    type: isDouble(array) ? "float64" : "float32",
    shape: array.shape,
  }));
  const text = new TextEncoder().encode(JSON.stringify({ arrays: listed, content }));
  const length = HEAD_MULTIPLE * Math.ceil(text.length / HEAD_MULTIPLE);
  const head = new Uint8Array(PREFIX_BYTES + length).fill(" ".charCodeAt(0), PREFIX_BYTES + text.length);
  head.set(new TextEncoder().encode(CHECKPOINT_MAGIC));
  const view = new DataView(head.buffer);
  view.setUint32(CHECKPOINT_MAGIC.length, CHECKPOINT_VERSION, true);
  view.setUint32(CHECKPOINT_MAGIC.length + 4, length, true);
  head.set(text, PREFIX_BYTES);
  return head;
}

/** CRC-32 of parts that follow each other; other work of the thread goes on in between. */
async function checksumOf(parts: readonly Bytes[]): Promise<Bytes> {
  let sum = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += BYTES_AT_ONCE) {
      sum = crc32(part.subarray(at, at + BYTES_AT_ONCE), sum);
      await letMessagesIn();
    }
  }
  const bytes = new Uint8Array(CHECKSUM_BYTES);
  new DataView(bytes.buffer).setUint32(0, sum, true);
  return bytes;
}

/**
 * A checkpoint as the parts of a file: `content`, which is plain JSON, and arrays with their exact bits. The
 * parts are views of the arrays, which must not change before they are written.
 * @throws LabError if the file would be too large to be read
 */
export async function writeCheckpointFile(
  content: object,
  arrays: readonly CheckpointArray[],
): Promise<readonly Bytes[]> {
  const ordered = [...arrays.filter(isDouble), ...arrays.filter((array) => !isDouble(array))];
  const head = headBytes(content, ordered);
  const views = ordered.map(
    ({ data }) => new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength),
  );
  const parts = [head, ...views];
  const bytes = parts.reduce((sum, { length }) => sum + length, CHECKSUM_BYTES);
  if (bytes > MAX_CHECKPOINT_BYTES || head.length > MAX_HEAD_BYTES) throw new LabError(TOO_LARGE);
  return [...parts, await checksumOf(parts)];
}
