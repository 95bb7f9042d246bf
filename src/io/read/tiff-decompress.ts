import { FileError } from "../../core/dataset/file-error.ts";
import { adler32 } from "./checksums.ts";
import { inflateExactly } from "./inflate.ts";
import { unpackLzw } from "./tiff-lzw.ts";

type Decompress = (file: string, bytes: Uint8Array, expected: number) => Uint8Array;

const NAMES: Record<number, string> = {
  2: "CCITT (fax)",
  3: "CCITT group 3 (fax)",
  4: "CCITT group 4 (fax)",
  6: "JPEG (old kind)",
  7: "JPEG",
  34712: "JPEG 2000",
  34887: "LERC",
  34892: "lossy JPEG (34892)",
  34925: "LZMA",
  50000: "Zstandard",
  50001: "WebP",
  50002: "JPEG XL",
};

function tooShort(file: string, got: number, expected: number): FileError {
  return new FileError(
    file,
    `The pixels of the TIFF end early: ${got} of ${expected} bytes of a block are there. Export it again.`,
  );
}

function plain(file: string, bytes: Uint8Array, expected: number): Uint8Array {
  if (bytes.length < expected) throw tooShort(file, bytes.length, expected);
  return bytes.subarray(0, expected);
}

/** PackBits: a count byte says how many bytes follow as they are, or how often the next byte is repeated. */
function packBits(file: string, bytes: Uint8Array, expected: number): Uint8Array {
  const out = new Uint8Array(expected);
  let filled = 0;
  for (let at = 0; at < bytes.length && filled < expected; ) {
    const count = (bytes[at++] << 24) >> 24;
    if (count === -128) continue;
    if (count < 0) {
      const end = Math.min(expected, filled + 1 - count);
      out.fill(bytes[at++], filled, end);
      filled = end;
    } else {
      const run = bytes.subarray(at, at + Math.min(count + 1, expected - filled));
      out.set(run, filled);
      at += count + 1;
      filled += run.length;
    }
  }
  if (filled < expected) throw tooShort(file, filled, expected);
  return out;
}

function lzw(file: string, bytes: Uint8Array, expected: number): Uint8Array {
  const out = new Uint8Array(expected);
  const filled = unpackLzw(bytes, out);
  if (filled < expected) throw tooShort(file, filled, expected);
  return out;
}

/** Writers may pad a block, so the checksum is looked for near its end. */
const CHECKSUM_WINDOW = 16;

function deflate(file: string, bytes: Uint8Array, expected: number): Uint8Array {
  const out = inflateExactly(file, bytes, expected);
  const sum = adler32(out);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = bytes.length - 4; at >= Math.max(0, bytes.length - CHECKSUM_WINDOW); at--) {
    if (view.getUint32(at) === sum) return out;
  }
  throw new FileError(file, "A checksum of the TIFF is wrong, so its data are damaged. Export it again.");
}

const METHODS: Record<number, Decompress> = {
  1: plain,
  5: lzw,
  8: deflate,
  32773: packBits,
  32946: deflate,
};

/** The name of a TIFF compression that is not read, or null when it is. */
export function compressionName(code: number): string | null {
  if (code in METHODS) return null;
  return NAMES[code] ?? `an unknown method (${code})`;
}

/**
 * Decompresses a strip or tile into exactly `expected` bytes. Memory stays at that size whatever the block holds.
 * Throws a FileError when the block is damaged or ends early.
 */
export function decompressTiffBlock(
  file: string,
  compression: number,
  bytes: Uint8Array,
  expected: number,
): Uint8Array {
  return METHODS[compression](file, bytes, expected);
}
