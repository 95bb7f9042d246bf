import type { Samples } from "../../../core/dataset/labels/labels-from-samples.ts";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import type { PixelSize } from "../../../core/dataset/pixel-size.ts";
import { MAX_IMAGE_CHANNELS } from "../../../core/raster/plane.ts";
import { MAX_PIXELS, MAX_SAMPLES } from "../bytes/limits.ts";
import type { PlanePlace } from "./plane-choice.ts";

/** Samples of a file before it is known whether they are an image or labels. */
export interface Raster {
  readonly rows: number;
  readonly columns: number;
  /** Samples per pixel, including alpha. */
  readonly channels: number;
  /** `[row, column, channel]`. */
  readonly samples: Samples;
  /** Each channel is stored as a separate plane, as slices are. */
  readonly planar: boolean;
  /** The last channel is opacity. */
  readonly alpha: boolean;
  /** Opacity of values or palette entries in the file, 0 to 255, `[row, column]`; null if there is none. */
  readonly opacity: Uint8Array | null;
  /** Red, green, blue of each sample value, 8 bit; null if samples are intensities. */
  readonly palette: Uint8Array | null;
  /** The file format changes values (JPEG, lossy WebP), so they cannot be labels. */
  readonly lossy: boolean;
  /** The value of black if 0 is white; null if 0 is black. Samples are as stored. */
  readonly black: number | null;
  /** EXIF orientation, 1 (as stored) to 8. */
  readonly orientation: number;
  /** All planes of the stack that contains this one, in file order; a single plane for an image. */
  readonly planes: readonly PlanePlace[];
  /** Null if it is unknown. */
  readonly pixelSize: PixelSize | null;
  readonly notes: readonly string[];
}

/**
 * The required facts of a raster. The others have defaults: interleaved channels, no alpha, all opaque, no
 * palette, exact values, dark zero, upright, of unknown pixel size.
 */
type RasterFacts = Pick<Raster, "rows" | "columns" | "channels" | "samples"> & Partial<Raster>;

/** A raster from the facts that differ from the defaults. */
export function rasterOf(facts: RasterFacts): Raster {
  return {
    planar: false,
    alpha: false,
    opacity: null,
    palette: null,
    lossy: false,
    black: null,
    orientation: 1,
    planes: [{ channel: 0, slice: 0, time: 0 }],
    pixelSize: null,
    notes: [],
    ...facts,
  };
}

/**
 * Throws a FileError if an image of this size is not supported. Must be called before anything of that size
 * is allocated.
 */
export function checkSize(file: string, rows: number, columns: number): void {
  if (rows < 1 || columns < 1) {
    throw new FileError(file, `The image has no pixel: ${rows} rows and ${columns} columns.`);
  }
  if (rows * columns > MAX_PIXELS) {
    const megapixels = Math.round((rows * columns) / 1e6);
    const limit = Math.round(MAX_PIXELS / 1e6);
    throw new FileError(
      file,
      `The image is too large: ${rows} x ${columns} px are ${megapixels} million, and at most ${limit} million are read. Cut it into tiles first.`,
    );
  }
}

/**
 * Throws a FileError if a file has more channels per pixel than are supported. Must be called before they are
 * allocated.
 */
export function checkChannels(
  file: string,
  { rows, columns, channels }: Pick<Raster, "rows" | "columns" | "channels">,
): void {
  if (channels < 1 || channels > MAX_IMAGE_CHANNELS) {
    throw new FileError(
      file,
      `The image has ${channels} channels; 1 to ${MAX_IMAGE_CHANNELS} are read. Save those that show the cells.`,
    );
  }
  const samples = rows * columns * channels;
  if (samples > MAX_SAMPLES) {
    throw new FileError(
      file,
      `The image is too large: ${rows} x ${columns} px of ${channels} channels are ${samples} samples, and at most ${MAX_SAMPLES} are read. Cut it into tiles, or save fewer channels.`,
    );
  }
}

/** Runs a decoder and converts any error into a FileError with the technical cause. */
export function decodeOrRefuse<Result>(file: string, what: string, decode: () => Result): Result {
  try {
    return decode();
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError(file, `The ${what} data are damaged. Export the file again.`, { cause: error });
  }
}
