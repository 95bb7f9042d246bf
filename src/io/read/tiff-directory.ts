import { FileError } from "../../core/dataset/file-error.ts";
import { MOST_CHANNELS } from "./limits.ts";
import { checkSize } from "./raster.ts";
import { COMPRESSION, compressionName, mostGrowth } from "./tiff-decompress.ts";
import type { TiffBlock, TiffImage } from "./tiff-image.ts";
import type { TiffTags } from "./tiff-tags.ts";

const TAG = {
  columns: 256,
  rows: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  channels: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  planar: 284,
  faxOptions: 292,
  predictor: 317,
  colourMap: 320,
  tileColumns: 322,
  tileRows: 323,
  tileOffsets: 324,
  tileBytes: 325,
  extraSamples: 338,
  sampleFormat: 339,
  jpegTables: 347,
} as const;

const PHOTOMETRIC = { whiteIsZero: 0, blackIsZero: 1, rgb: 2, palette: 3, yCbCr: 6 } as const;
const LOW_BITS_FIRST = 2;
const MOST_TURNED_BITS = 16;
const FORMATS = { 1: "unsigned", 2: "signed", 3: "float" } as const;
const READ_BITS = { unsigned: [1, 2, 4, 8, 16, 32], signed: [8, 16, 32], float: [32, 64] } as const;
const ASSOCIATED_ALPHA = 1;
const UNASSOCIATED_ALPHA = 2;
const MOST_TILE_SIDE = 65_536;

function sampleType(file: string, tags: TiffTags, channels: number): Pick<TiffImage, "bits" | "format"> {
  const bits = tags.numbers(TAG.bits) ?? [1];
  const codes = tags.numbers(TAG.sampleFormat) ?? [1];
  const format = FORMATS[codes[0] as keyof typeof FORMATS];
  const equal = [...bits, ...codes].every(
    (_, at, all) => all[at] === (at < bits.length ? bits[0] : codes[0]),
  );
  if (!format || !equal || !(READ_BITS[format] as readonly number[]).includes(bits[0])) {
    const each = [...new Set(bits)].join(", ");
    throw new FileError(
      file,
      `TIFF with ${each} bits a sample (format ${codes[0]}, ${channels} channels) is not read.`,
    );
  }
  if (bits[0] < 8 && channels > 1) {
    throw new FileError(
      file,
      `TIFF with ${channels} channels of ${bits[0]} bits is not read. Save it with 8 bits.`,
    );
  }
  return { bits: bits[0], format };
}

function blockLayout(file: string, tags: TiffTags, rows: number, columns: number) {
  const tiled = tags.has(TAG.tileOffsets);
  const blockRows = tiled
    ? tags.one(TAG.tileRows, 0)
    : Math.min(rows, tags.one(TAG.rowsPerStrip, rows) || rows);
  const blockColumns = tiled ? tags.one(TAG.tileColumns, 0) : columns;
  if (blockRows < 1 || blockColumns < 1 || blockRows > MOST_TILE_SIDE || blockColumns > MOST_TILE_SIDE) {
    throw new FileError(
      file,
      `The TIFF is cut into blocks of ${blockRows} x ${blockColumns} px, which cannot be.`,
    );
  }
  if (tiled) checkSize(file, blockRows, blockColumns);
  return { tiled, blockRows, blockColumns };
}

function blocksOf(file: string, tags: TiffTags, tiled: boolean, expected: number): TiffBlock[] {
  const offsets = tags.numbers(tiled ? TAG.tileOffsets : TAG.stripOffsets);
  const sizes = tags.numbers(tiled ? TAG.tileBytes : TAG.stripBytes);
  if (!offsets || !sizes) throw new FileError(file, "The TIFF does not say where its pixels are.");
  if (offsets.length < expected || sizes.length < expected) {
    throw new FileError(
      file,
      `The TIFF should have ${expected} blocks of pixels but lists ${Math.min(offsets.length, sizes.length)}.`,
    );
  }
  return offsets.slice(0, expected).map((offset, index) => {
    if (offset + sizes[index] > tags.fileBytes) {
      throw new FileError(
        file,
        "The pixels of the TIFF should lie beyond the end of the file, so a part is missing.",
      );
    }
    return { offset, bytes: sizes[index] };
  });
}

function paletteOf(tags: TiffTags, bits: number): Uint8Array | null {
  const map = tags.numbers(TAG.colourMap);
  const size = 2 ** bits;
  if (!map || map.length < 3 * size) return null;
  return Uint8Array.from({ length: 3 * size }, (_, at) => map[(at % 3) * size + Math.floor(at / 3)] >> 8);
}

const FAX: readonly number[] = [COMPRESSION.faxBytes, COMPRESSION.faxGroup3, COMPRESSION.faxGroup4];

function checkCoding(
  file: string,
  compression: number,
  { bits, channels, format }: Pick<TiffImage, "bits" | "channels" | "format">,
): void {
  const fits = FAX.includes(compression)
    ? bits === 1 && channels === 1
    : compression !== COMPRESSION.jpeg || (bits === 8 && format === "unsigned" && channels !== 2);
  if (!fits) {
    throw new FileError(
      file,
      `The TIFF compresses ${channels} channels of ${bits} bits in a way that is not made for them.`,
    );
  }
}

/** No room is made for an image whose blocks are too small to hold it. */
function checkRoom(file: string, compression: number, blocks: readonly TiffBlock[], expected: number): void {
  const stored = blocks.reduce((sum, { bytes }) => sum + bytes, 0);
  if (expected <= stored * mostGrowth(compression)) return;
  throw new FileError(
    file,
    `The pixels of the TIFF end early: ${stored} bytes cannot hold ${expected}. Export it again.`,
  );
}

/** Reads and checks what a directory says of its image. Allocates nothing of the image's size. Throws a FileError. */
export function readTiffImage(file: string, tags: TiffTags): TiffImage {
  const [rows, columns] = [tags.one(TAG.rows, 0), tags.one(TAG.columns, 0)];
  checkSize(file, rows, columns);
  const channels = tags.one(TAG.channels, 1);
  if (channels < 1 || channels > MOST_CHANNELS) {
    throw new FileError(file, `The TIFF has ${channels} channels; at most ${MOST_CHANNELS} are read.`);
  }
  const { bits, format } = sampleType(file, tags, channels);
  const compression = tags.one(TAG.compression, 1);
  const unread = compressionName(compression);
  if (unread) {
    throw new FileError(
      file,
      `The TIFF is compressed by ${unread}, which is not read. Save it uncompressed or with LZW.`,
    );
  }
  const predictor = tags.one(TAG.predictor, 1);
  const fits = predictor === 1 || (predictor === 2 && format !== "float" && bits >= 8 && bits <= 32);
  if (!fits && !(predictor === 3 && format === "float")) {
    throw new FileError(
      file,
      `The TIFF uses predictor ${predictor} on ${bits}-bit samples, which is not read.`,
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
  const perPlane = Math.ceil(rows / layout.blockRows) * Math.ceil(columns / layout.blockColumns);
  const blocks = blocksOf(file, tags, layout.tiled, planar ? perPlane * channels : perPlane);
  checkRoom(file, compression, blocks, Math.floor((rows * columns * channels * bits) / 8));
  const extra = tags.numbers(TAG.extraSamples)?.at(-1);
  const colourChannels = photometric === PHOTOMETRIC.rgb ? 3 : 1;
  const alpha =
    extra === ASSOCIATED_ALPHA || extra === UNASSOCIATED_ALPHA || (colourChannels === 3 && channels === 4);
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
    whiteIsZero: photometric === PHOTOMETRIC.whiteIsZero && format === "unsigned" && bits <= MOST_TURNED_BITS,
    alpha: alpha && channels > 1,
    palette: photometric === PHOTOMETRIC.palette ? paletteOf(tags, bits) : null,
    jpegTables: compression === COMPRESSION.jpeg ? tags.bytes(TAG.jpegTables) : new Uint8Array(0),
    yCbCr,
    faxOptions: tags.one(TAG.faxOptions, 0),
    lowBitsFirst: tags.one(TAG.fillOrder, 1) === LOW_BITS_FIRST,
  };
}
