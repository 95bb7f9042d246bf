import { Decompress } from "fzstd";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";

const MAGIC = 0xfd2fb528;
const HEADER_BYTES = 5;
const BLOCK_HEADER_BYTES = 3;
const CHECKSUM_BYTES = 4;
const DICTIONARY_BYTES = [0, 1, 2, 4];
const CONTENT_SIZE_BYTES = [0, 2, 4, 8];
const RUN_BLOCK = 1;
const MIN_EXPONENT = 10;

interface Frame {
  /** Size in bytes of the decoder's look-back window, which it allocates. */
  readonly window: number;
  /** Whether the frame is a single segment; otherwise a byte after the flags gives the window size. */
  readonly single: boolean;
  /** Size of the frame in bytes, including its checksum. */
  readonly length: number;
}

/** Parses the headers of one frame (RFC 8878, section 3.1.1); null if it is incomplete. */
function frameOf(bytes: Uint8Array): Frame | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES + 1 || view.getUint32(0, true) !== MAGIC) return null;
  const flags = bytes[4];
  const single = (flags >> 5) & 1;
  const dictionary = DICTIONARY_BYTES[flags & 3];
  const sizeBytes = CONTENT_SIZE_BYTES[flags >> 6] || single;
  const exponent = MIN_EXPONENT + (bytes[HEADER_BYTES] >> 3);
  let at = HEADER_BYTES + (single ? 0 : 1) + dictionary;
  if (at + sizeBytes > bytes.length) return null;
  let window = 2 ** exponent * (1 + (bytes[HEADER_BYTES] & 7) / 8);
  if (single) {
    window = 0;
    for (let byte = sizeBytes - 1; byte >= 0; byte--) window = 256 * window + bytes[at + byte];
    if (sizeBytes === 2) window += 256;
  }
  at += sizeBytes;
  for (let last = false; !last; ) {
    if (at + BLOCK_HEADER_BYTES > bytes.length) return null;
    const header = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
    last = (header & 1) === 1;
    at += BLOCK_HEADER_BYTES + (((header >> 1) & 3) === RUN_BLOCK ? 1 : header >> 3);
  }
  if ((flags >> 2) & 1) at += CHECKSUM_BYTES;
  return at <= bytes.length ? { window, single: single === 1, length: at } : null;
}

/**
 * The frame with its window reduced to the expected size if it declares a larger one: no reference reaches
 * further back.
 */
function withSmallWindow(bytes: Uint8Array, { window, single, length }: Frame, expected: number): Uint8Array {
  const frame = bytes.slice(0, length);
  const exponent = Math.max(MIN_EXPONENT, Math.ceil(Math.log2(expected)));
  if (!single && window > 2 ** exponent) frame[HEADER_BYTES] = (exponent - MIN_EXPONENT) << 3;
  return frame;
}

/**
 * Decompresses one Zstandard frame into at most `expected` bytes. Its checksum, which TIFF writers leave out,
 * is not verified. Returns fewer bytes if the frame contains fewer. Uses about twice the expected size of
 * memory, whatever the frame declares. Throws a FileError if the frame is damaged or contains more.
 */
export function unpackZstd(file: string, bytes: Uint8Array, expected: number): Uint8Array {
  const frame = frameOf(bytes);
  if (!frame)
    throw new FileError(file, "The Zstandard data are damaged or end early. Export the file again.");
  const tooLong = () =>
    new FileError(file, `The Zstandard data are longer than the ${expected} bytes that its size allows.`);
  if (frame.single && frame.window > expected) throw tooLong();
  const out = new Uint8Array(expected);
  let filled = 0;
  const stream = new Decompress((chunk) => {
    if (filled + chunk.length > expected) throw tooLong();
    out.set(chunk, filled);
    filled += chunk.length;
  });
  try {
    stream.push(withSmallWindow(bytes, frame, expected), true);
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError(file, "The Zstandard data are damaged. Export the file again.", { cause: error });
  }
  return out.subarray(0, filled);
}
