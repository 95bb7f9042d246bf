import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { MAX_IMAGE_CHANNELS } from "../../../core/raster/plane.ts";
import { checkChannels, checkSize } from "../raster/raster.ts";

/**
 * Maximum length of a dimension of a three-dimensional array that is taken for channels rather than rows or
 * columns.
 */
export const FEW_CHANNELS = 4;

/** Meaning of the dimensions of an array. */
export interface ArrayShape {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** The array is stored as `[channel, row, column]` instead of `[row, column, channel]`. */
  readonly channelFirst: boolean;
  readonly notes: readonly string[];
}

/** The shape without leading and trailing dimensions of 1, as long as there are more than three. */
function squeezed(shape: readonly number[]): readonly number[] {
  let left = shape;
  while (left.length > 3 && left[0] === 1) left = left.slice(1);
  while (left.length > 3 && left.at(-1) === 1) left = left.slice(0, -1);
  return left;
}

/** Whether channels come first, or null if the sizes are ambiguous. */
function isChannelFirst([first, second, last]: readonly number[]): boolean | null {
  if (last <= FEW_CHANNELS) return false;
  if (first <= FEW_CHANNELS && second > FEW_CHANNELS) return true;
  return last <= MAX_IMAGE_CHANNELS ? false : null;
}

/**
 * Rows, columns and channels of an array of two or three dimensions; further dimensions of size 1 are
 * skipped. Of three dimensions, channels are the last if it is at most 4, otherwise the first if it is at
 * most 4, otherwise the last if it is at most 16. A first dimension of 1 gets no note. Throws a FileError for
 * all other shapes.
 */
export function readShape(file: string, shape: readonly number[]): ArrayShape {
  const sizes = squeezed(shape);
  const shown = `(${shape.join(", ")})`;
  const first = sizes.length === 3 ? isChannelFirst(sizes) : false;
  if (sizes.length < 2 || sizes.length > 3 || first === null) {
    throw new FileError(
      file,
      `The NPY array has the shape ${shown}, in which rows, columns and channels are ambiguous. Save an array of rows x columns, or rows x columns x channels (up to ${MAX_IMAGE_CHANNELS}); of a stack each slice by itself, or all as TIFF.`,
    );
  }
  const [rows, columns, channels = 1] = first ? [sizes[1], sizes[2], sizes[0]] : sizes;
  checkSize(file, rows, columns);
  checkChannels(file, { rows, columns, channels });
  const notes =
    first && channels > 1
      ? [`The array has the shape ${shown}; its first dimension was read as ${channels} channels.`]
      : [];
  return { rows, columns, channels, channelFirst: first, notes };
}
