import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { joinedBytes } from "../../../core/joined-bytes.ts";
import { crc32 } from "../bytes/checksums.ts";
import { checkSize } from "../raster/raster.ts";

/** The header of a PNG, and the chunks with its pixels. */
export interface PngParts {
  readonly rows: number;
  readonly columns: number;
  readonly depth: 1 | 2 | 4 | 8 | 16;
  readonly colour: PngColour;
  readonly interlaced: boolean;
  /** The compressed samples. */
  readonly data: Uint8Array;
  /** Red, green, blue of each index; empty without a palette. */
  readonly palette: Uint8Array;
  /**
   * Content of tRNS: opacities of palette entries, or one transparent value of two bytes per channel; empty
   * without.
   */
  readonly transparency: Uint8Array;
}

/** Meaning of the samples of a pixel. */
export interface PngColour {
  readonly channels: number;
  readonly palette: boolean;
  readonly alpha: boolean;
  readonly depths: readonly number[];
}

const COLOURS: Record<number, PngColour> = {
  0: { channels: 1, palette: false, alpha: false, depths: [1, 2, 4, 8, 16] },
  2: { channels: 3, palette: false, alpha: false, depths: [8, 16] },
  3: { channels: 1, palette: true, alpha: false, depths: [1, 2, 4, 8] },
  4: { channels: 2, palette: false, alpha: true, depths: [8, 16] },
  6: { channels: 4, palette: false, alpha: true, depths: [8, 16] },
};

const SIGNATURE_BYTES = 8;
const HEADER_BYTES = 13;
/** Bytes of a chunk besides its content: length, type and checksum. */
const FRAME_BYTES = 12;
const CHUNKS_WITH_PIXELS = ["IHDR", "PLTE", "IDAT", "IEND"];
const TRANSPARENCY = "tRNS";

interface Chunk {
  readonly type: string;
  readonly content: Uint8Array;
}

function chunksOf(file: string, bytes: Uint8Array): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let start = SIGNATURE_BYTES; start + FRAME_BYTES <= bytes.length; ) {
    const length = view.getUint32(start);
    const end = start + FRAME_BYTES + length;
    const type = String.fromCharCode(...bytes.subarray(start + 4, start + 8));
    if (end > bytes.length) break;
    if (type === TRANSPARENCY || CHUNKS_WITH_PIXELS.includes(type)) {
      const content = bytes.subarray(start + 8, end - 4);
      if (crc32(bytes.subarray(start + 4, end - 4)) !== view.getUint32(end - 4)) {
        throw new FileError(
          file,
          "A checksum of the PNG is wrong, so its data are damaged. Copy or export it again.",
        );
      }
      chunks.push({ type, content });
    }
    if (type === "IEND") return chunks;
    start = end;
  }
  throw new FileError(file, "The PNG ends early: a part of the file is missing. Copy or export it again.");
}

/**
 * Splits a PNG into its chunks. Checks sizes, sample type and the frame of every chunk; nothing is
 * decompressed. Throws a FileError with the reason.
 */
export function readPngParts(file: string, bytes: Uint8Array): PngParts {
  const chunks = chunksOf(file, bytes);
  const header = chunks[0];
  if (header?.type !== "IHDR" || header.content.length !== HEADER_BYTES) {
    throw new FileError(file, "The PNG does not begin with its header, so it is damaged.");
  }
  if (chunks.filter(({ type }) => type === "IHDR").length > 1) {
    throw new FileError(file, "The PNG has two headers, so it is damaged.");
  }
  const view = new DataView(header.content.buffer, header.content.byteOffset, HEADER_BYTES);
  const [columns, rows] = [view.getUint32(0), view.getUint32(4)];
  const [depth, type, compression, filter, interlace] = header.content.subarray(8);
  checkSize(file, rows, columns);
  const colour = COLOURS[type];
  if (!colour?.depths.includes(depth)) {
    throw new FileError(
      file,
      `The PNG claims ${depth} bits per sample and colour type ${type}, which no PNG has.`,
    );
  }
  if (interlace > 1) throw new FileError(file, `The PNG has an unknown order of rows (${interlace}).`);
  const palette = joinedBytes(chunks.filter(({ type }) => type === "PLTE").map(({ content }) => content));
  if (colour.palette && (palette.length === 0 || palette.length % 3 !== 0)) {
    throw new FileError(file, "The PNG should have a colour palette, but it is missing or damaged.");
  }
  const hasOddPalette = chunks.some(({ type, content }) => type === "PLTE" && content.length % 3 !== 0);
  const hasFullEnd = chunks.some(({ type, content }) => type === "IEND" && content.length > 0);
  if (compression !== 0 || filter !== 0 || hasOddPalette || hasFullEnd) {
    throw new FileError(file, "The PNG's data are damaged. Export the file again.");
  }
  return {
    rows,
    columns,
    depth: depth as PngParts["depth"],
    colour,
    interlaced: interlace === 1,
    data: joinedBytes(chunks.filter(({ type }) => type === "IDAT").map(({ content }) => content)),
    palette: colour.palette ? palette : new Uint8Array(0),
    transparency: chunks.find(({ type }) => type === TRANSPARENCY)?.content ?? new Uint8Array(0),
  };
}
