import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { checkSize } from "../raster/raster.ts";
import { COMPRESSION, maxGrowth } from "./tiff-decompress.ts";
import type { TiffBlock, TiffImage } from "./tiff-image.ts";
import type { TiffTags } from "./tiff-tags.ts";

const TAG = {
  stripOffsets: 273,
  rowsPerStrip: 278,
  stripBytes: 279,
  tileColumns: 322,
  tileRows: 323,
  tileOffsets: 324,
  tileBytes: 325,
} as const;

const MAX_TILE_SIDE = 65_536;

/** Maximum number of decompressed bytes of blocks that a file leaves out. */
const MAX_LEFT_OUT_BYTES = 2 ** 28;

type BlockSizes = Pick<TiffImage, "blockRows" | "blockColumns" | "tiled">;
/** The facts that determine the size of a block. */
type BlockFacts = BlockSizes &
  Pick<TiffImage, "rows" | "columns" | "channels" | "bits" | "planar" | "compression">;

/** The division of an image into strips or tiles. Throws a FileError if it is invalid. */
export function blockLayout(file: string, tags: TiffTags, rows: number, columns: number): BlockSizes {
  const tiled = tags.has(TAG.tileOffsets);
  const blockRows = tiled
    ? tags.one(TAG.tileRows, 0)
    : Math.min(rows, tags.one(TAG.rowsPerStrip, rows) || rows);
  const blockColumns = tiled ? tags.one(TAG.tileColumns, 0) : columns;
  if (blockRows < 1 || blockColumns < 1 || blockRows > MAX_TILE_SIDE || blockColumns > MAX_TILE_SIDE) {
    throw new FileError(
      file,
      `The TIFF is cut into blocks of ${blockRows} x ${blockColumns} px, which is invalid.`,
    );
  }
  if (tiled) checkSize(file, blockRows, blockColumns);
  return { tiled, blockRows, blockColumns };
}

/** Decompressed size of a block in bytes. */
function fullBytes(facts: BlockFacts, index: number): number {
  const { rows, columns, blockRows, blockColumns, tiled, planar, channels, bits } = facts;
  const row = Math.floor(index / Math.ceil(columns / blockColumns)) % Math.ceil(rows / blockRows);
  const height = tiled ? blockRows : Math.min(blockRows, rows - row * blockRows);
  return height * Math.ceil((blockColumns * (planar ? 1 : channels) * bits) / 8);
}

/** For each offset the next larger offset; for the last, the end of the file. */
function endsOf(offsets: readonly number[], fileBytes: number): number[] {
  const sorted = [...new Set(offsets), fileBytes].sort((a, b) => a - b);
  const next = new Map(sorted.map((offset, place) => [offset, sorted[place + 1] ?? fileBytes]));
  return offsets.map((offset) => next.get(offset) ?? fileBytes);
}

/** The declared sizes in bytes, or null if the file declares none. */
function declaredBytes(file: string, tags: TiffTags, tiled: boolean, expected: number): number[] | null {
  const sizes = tags.numbers(tiled ? TAG.tileBytes : TAG.stripBytes);
  if (!sizes || sizes.length === 0) return null;
  if (sizes.length < expected) {
    throw new FileError(
      file,
      `The TIFF should have ${expected} blocks of pixels but lists the sizes of ${sizes.length}. Export it again.`,
    );
  }
  return sizes.slice(0, expected);
}

/**
 * Positions of the strips or tiles of an image in the file. If no block has a size, each extends to the end
 * of its pixels or, if compressed, to the next block or the end of the file (as in libtiff's
 * EstimateStripByteCounts). A block of size 0 at offset 0, or among others with a size, was left out by the
 * writer and is zero, as in GDAL and tifffile. Throws a FileError if blocks are missing or extend beyond the
 * file.
 */
export function blocksOf(file: string, tags: TiffTags, facts: BlockFacts): TiffBlock[] {
  const { tiled, planar, channels, compression } = facts;
  const perPlane = Math.ceil(facts.rows / facts.blockRows) * Math.ceil(facts.columns / facts.blockColumns);
  const expected = planar ? perPlane * channels : perPlane;
  const listed = tags.numbers(tiled ? TAG.tileOffsets : TAG.stripOffsets);
  if (!listed) throw new FileError(file, "The TIFF does not say where its pixels are.");
  if (listed.length < expected) {
    throw new FileError(
      file,
      `The TIFF should have ${expected} blocks of pixels but lists ${listed.length}. Export it again.`,
    );
  }
  const offsets = listed.slice(0, expected);
  const declared = declaredBytes(file, tags, tiled, expected);
  const unsized = !declared || declared.every((size) => size === 0);
  const ends = unsized ? endsOf(offsets, tags.fileBytes) : [];
  const plain = compression === COMPRESSION.none;
  return offsets.map((offset, index) => {
    let bytes = declared?.[index] ?? 0;
    if (unsized && offset > 0) bytes = plain ? fullBytes(facts, index) : Math.max(1, ends[index] - offset);
    if (offset + bytes > tags.fileBytes) {
      throw new FileError(
        file,
        "The pixels of the TIFF should lie beyond the end of the file, so a part is missing.",
      );
    }
    return { offset, bytes };
  });
}

/** Throws a FileError if the blocks are too small for the image, before memory is allocated for it. */
export function checkRoom(file: string, blocks: readonly TiffBlock[], facts: BlockFacts): void {
  let stored = 0;
  let expected = 0;
  let leftOut = 0;
  blocks.forEach(({ bytes }, index) => {
    stored += bytes;
    if (bytes > 0) expected += fullBytes(facts, index);
    else leftOut += fullBytes(facts, index);
  });
  if (leftOut > MAX_LEFT_OUT_BYTES) {
    throw new FileError(
      file,
      `The TIFF leaves out ${leftOut} bytes of its pixels; at most ${MAX_LEFT_OUT_BYTES} are read as zeros. Export it again.`,
    );
  }
  const pixels = Math.floor((facts.rows * facts.columns * facts.channels * facts.bits) / 8);
  const needed = Math.min(expected, pixels);
  if (needed <= stored * maxGrowth(facts.compression)) return;
  throw new FileError(
    file,
    `The pixels of the TIFF end early: ${stored} bytes cannot hold ${needed}. Export it again.`,
  );
}
