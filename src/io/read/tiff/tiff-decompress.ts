import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { adler32 } from "../bytes/checksums.ts";
import { inflateExactly, MAX_DEFLATE_GROWTH } from "../bytes/inflate.ts";
import { MAX_LZW_GROWTH, TIFF_LZW, unpackLzw } from "../bytes/lzw.ts";
import { unpackZstd } from "../bytes/zstd.ts";
import { decodeJpeg, withTables } from "../jpeg/jpeg.ts";
import { type CcittCoding, unpackCcitt } from "./ccitt.ts";
import type { BlockShape } from "./tiff-image.ts";

type Decompress = (file: string, bytes: Uint8Array, expected: number, block: BlockCoding) => Uint8Array;

/** Facts about a strip or tile that some methods need besides its bytes. */
export interface BlockCoding extends BlockShape {
  readonly compression: number;
  /** Rows of a full block; the last one may have fewer. */
  readonly blockRows: number;
  /** Tables shared by all JPEG blocks; empty if there are none. */
  readonly jpegTables: Uint8Array;
  /** JPEG stores luminance and two colour differences. */
  readonly yCbCr: boolean;
  /** Options of CCITT group 3. */
  readonly faxOptions: number;
}

const NAMES: Record<number, string> = {
  6: "JPEG (old kind)",
  34712: "JPEG 2000",
  34887: "LERC",
  34892: "lossy JPEG (34892)",
  34925: "LZMA",
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

/**
 * PackBits: a count byte gives the number of literal bytes that follow, or of repetitions of the next byte.
 */
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
  const filled = unpackLzw(bytes, out, TIFF_LZW);
  if (filled < expected) throw tooShort(file, filled, expected);
  return out;
}

function deflate(file: string, bytes: Uint8Array, expected: number): Uint8Array {
  const out = inflateExactly(file, bytes, expected);
  const sum = adler32(out);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Padded blocks, and blocks of unknown size, continue after the checksum.
  for (let at = bytes.length - 4; at >= 0; at--) {
    if (view.getUint32(at) === sum) return out;
  }
  throw new FileError(file, "A checksum of the TIFF is wrong, so its data are damaged. Export it again.");
}

function zstandard(file: string, bytes: Uint8Array, expected: number): Uint8Array {
  const out = unpackZstd(file, bytes, expected);
  if (out.length < expected) throw tooShort(file, out.length, expected);
  return out;
}

const MIXED_ROWS = 1;

function codingOf({ compression, faxOptions }: BlockCoding): CcittCoding {
  if (compression === COMPRESSION.faxBytes) return "bytes";
  if (compression === COMPRESSION.faxGroup4) return "group 4";
  return faxOptions & MIXED_ROWS ? "group 3 mixed" : "group 3";
}

function fax(file: string, bytes: Uint8Array, expected: number, block: BlockCoding): Uint8Array {
  const out = new Uint8Array(expected);
  const rows = unpackCcitt(bytes, codingOf(block), block, out);
  if (rows < block.height) {
    throw new FileError(
      file,
      `The fax data of the TIFF are damaged or end early: ${rows} of ${block.height} rows of a block are there.`,
    );
  }
  return out;
}

function jpeg(file: string, bytes: Uint8Array, expected: number, block: BlockCoding): Uint8Array {
  const { rows, columns, channels, samples } = decodeJpeg(file, withTables(block.jpegTables, bytes), {
    colourDifferences: block.yCbCr,
    limit: { rows: block.blockRows, columns: block.width },
  });
  if (columns !== block.width || rows < block.height || channels !== block.perPixel) {
    throw new FileError(
      file,
      `A JPEG block of the TIFF holds ${rows} x ${columns} px of ${channels} channels, not ${block.height} x ${block.width} px of ${block.perPixel}.`,
    );
  }
  return samples.subarray(0, expected);
}

/** Codes of TIFF compressions that other modules use. */
export const COMPRESSION = { none: 1, faxBytes: 2, faxGroup3: 3, faxGroup4: 4, jpeg: 7 } as const;

const METHODS: Record<number, Decompress> = {
  [COMPRESSION.none]: plain,
  [COMPRESSION.faxBytes]: fax,
  [COMPRESSION.faxGroup3]: fax,
  [COMPRESSION.faxGroup4]: fax,
  5: lzw,
  [COMPRESSION.jpeg]: jpeg,
  8: deflate,
  32773: packBits,
  32946: deflate,
  50000: zstandard,
};

/** JPEG data have at least one bit per 1024 pixels. */
const MAX_JPEG_GROWTH = 8 * 1024;
/** Four bytes encode a block of 128 KiB with a repeated byte. */
const MAX_ZSTD_GROWTH = 2 ** 17 / 4;
/** Two bytes encode 128 repetitions. */
const MAX_PACK_BITS_GROWTH = 64;

const MAX_GROWTH: Record<number, number> = {
  [COMPRESSION.none]: 1,
  5: MAX_LZW_GROWTH,
  [COMPRESSION.jpeg]: MAX_JPEG_GROWTH,
  8: MAX_DEFLATE_GROWTH,
  32773: MAX_PACK_BITS_GROWTH,
  32946: MAX_DEFLATE_GROWTH,
  50000: MAX_ZSTD_GROWTH,
};

/**
 * Maximum number of decompressed bytes per byte; unlimited for fax, which may have any number of white rows.
 */
export function maxGrowth(code: number): number {
  return MAX_GROWTH[code] ?? Number.POSITIVE_INFINITY;
}

/** The name of an unsupported TIFF compression, or null if it is supported. */
export function compressionName(code: number): string | null {
  if (code in METHODS) return null;
  return NAMES[code] ?? `an unknown method (${code})`;
}

/**
 * Decompresses a strip or tile into exactly `expected` bytes. Memory is limited to that size whatever the
 * block contains. Throws a FileError if the block is damaged or ends early.
 */
export function decompressTiffBlock(
  file: string,
  bytes: Uint8Array,
  expected: number,
  block: BlockCoding,
): Uint8Array {
  return METHODS[block.compression](file, bytes, expected, block);
}
