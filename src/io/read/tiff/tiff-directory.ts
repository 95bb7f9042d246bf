import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { checkChannels, checkSize } from "../raster/raster.ts";
import { blockLayout, blocksOf, checkRoom } from "./tiff-blocks.ts";
import { COMPRESSION, compressionName } from "./tiff-decompress.ts";
import type { TiffImage } from "./tiff-image.ts";
import { readSampleType } from "./tiff-sample-type.ts";
import type { TiffTags } from "./tiff-tags.ts";

const TAG = {
  columns: 256,
  rows: 257,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  channels: 277,
  planar: 284,
  faxOptions: 292,
  predictor: 317,
  colourMap: 320,
  extraSamples: 338,
  jpegTables: 347,
} as const;

const PHOTOMETRIC = { whiteIsZero: 0, blackIsZero: 1, rgb: 2, palette: 3, yCbCr: 6 } as const;
const LOW_BITS_FIRST = 2;
const MAX_REVERSED_BITS = 16;
const WHOLE_WORDS: readonly number[] = [8, 16, 32, 64];
const ASSOCIATED_ALPHA = 1;
const UNASSOCIATED_ALPHA = 2;

function paletteOf(tags: TiffTags, bits: number): Uint8Array | null {
  const map = tags.numbers(TAG.colourMap);
  const size = 2 ** bits;
  if (!map || map.length < 3 * size) return null;
  return Uint8Array.from({ length: 3 * size }, (_, at) => map[(at % 3) * size + Math.floor(at / 3)] >> 8);
}

const JPEG_CHANNELS: readonly number[] = [1, 3, 4];
const FAX: readonly number[] = [COMPRESSION.faxBytes, COMPRESSION.faxGroup3, COMPRESSION.faxGroup4];

function checkCoding(
  file: string,
  compression: number,
  { bits, channels, format }: Pick<TiffImage, "bits" | "channels" | "format">,
): void {
  const fits = FAX.includes(compression)
    ? bits === 1 && channels === 1
    : compression !== COMPRESSION.jpeg ||
      (bits === 8 && format === "unsigned" && JPEG_CHANNELS.includes(channels));
  if (!fits) {
    throw new FileError(
      file,
      `The TIFF compresses ${channels} channels of ${bits} bits with a method that does not support them.`,
    );
  }
}

/**
 * Reads and checks the image facts in a directory. Allocates nothing of the size of the image. Throws a
 * FileError.
 */
export function readTiffImage(file: string, tags: TiffTags): TiffImage {
  const [rows, columns] = [tags.one(TAG.rows, 0), tags.one(TAG.columns, 0)];
  checkSize(file, rows, columns);
  const channels = tags.one(TAG.channels, 1);
  checkChannels(file, { rows, columns, channels });
  const { bits, format } = readSampleType(file, tags);
  const compression = tags.one(TAG.compression, 1);
  const unread = compressionName(compression);
  if (unread) {
    throw new FileError(
      file,
      `The TIFF is compressed by ${unread}, which is not read. Save it uncompressed or with LZW.`,
    );
  }
  const predictor = tags.one(TAG.predictor, 1);
  const fits = predictor === 1 || (predictor === 2 && WHOLE_WORDS.includes(bits));
  if (!fits && !(predictor === 3 && format === "float")) {
    throw new FileError(
      file,
      `The TIFF uses predictor ${predictor} on ${bits}-bit samples, which is not read. Save it without a predictor.`,
    );
  }
  const photometric = tags.one(TAG.photometric, PHOTOMETRIC.blackIsZero);
  const yCbCr = photometric === PHOTOMETRIC.yCbCr && compression === COMPRESSION.jpeg;
  if (photometric > PHOTOMETRIC.palette && !yCbCr) {
    throw new FileError(
      file,
      `The TIFF stores its colours in a way (${photometric}) that is not read. Save it as RGB.`,
    );
  }
  checkCoding(file, compression, { bits, channels, format });
  const planar = channels > 1 && tags.one(TAG.planar, 1) === 2;
  const layout = blockLayout(file, tags, rows, columns);
  const facts = { ...layout, rows, columns, channels, bits, planar, compression };
  const blocks = blocksOf(file, tags, facts);
  checkRoom(file, blocks, facts);
  const extra = tags.numbers(TAG.extraSamples)?.at(-1);
  const alpha = extra === ASSOCIATED_ALPHA || extra === UNASSOCIATED_ALPHA;
  return {
    littleEndian: tags.littleEndian,
    rows,
    columns,
    channels,
    bits,
    format,
    compression,
    predictor,
    ...layout,
    planar,
    blocks,
    whiteIsZero:
      photometric === PHOTOMETRIC.whiteIsZero && format === "unsigned" && bits <= MAX_REVERSED_BITS,
    alpha: alpha && channels > 1,
    unnamedFourth: photometric === PHOTOMETRIC.rgb && channels === 4 && extra === undefined,
    palette: photometric === PHOTOMETRIC.palette ? paletteOf(tags, bits) : null,
    jpegTables: compression === COMPRESSION.jpeg ? tags.bytes(TAG.jpegTables) : new Uint8Array(0),
    yCbCr,
    faxOptions: tags.one(TAG.faxOptions, 0),
    lowBitsFirst: tags.one(TAG.fillOrder, 1) === LOW_BITS_FIRST,
  };
}
