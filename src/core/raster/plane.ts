/** Arrays that can hold the pixels of a plane. */
export type PlaneData = Uint8Array | Uint16Array | Int32Array | Float32Array;

/**
 * One value per pixel, row-major: the value at row `r`, column `c` is `data[r * columns + c]`.
 * Row is y (down), column is x (right), everywhere in this project.
 */
export interface Plane<Data extends PlaneData = Float32Array> {
  readonly rows: number;
  readonly columns: number;
  readonly data: Data;
}

/** Size of an image in px. */
export interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** A rectangle of whole pixels of an image; `top` and `left` are its first row and column. */
export interface Box extends Size {
  readonly top: number;
  readonly left: number;
}

/** The values of a plane within a box, row-major. */
export interface Patch<Data extends PlaneData = Float32Array> {
  /** Size of the whole plane. */
  readonly of: Size;
  readonly box: Box;
  readonly data: Data;
}

/** The box of a whole image. */
export const wholeBox = ({ rows, columns }: Size): Box => ({ top: 0, left: 0, rows, columns });

/** Label of a pixel whose ground truth is unknown; it is neither trained on nor scored. */
export const IGNORED = -1;

/**
 * A label image: 0 is background, each cell has its own positive id, `IGNORED` is neither. Cells may touch
 * but never overlap.
 */
export type Labels = Plane<Int32Array>;

/** Largest number of channels of an image. */
export const MAX_IMAGE_CHANNELS = 16;

/** A decoded image in its own sample type, `[row, column, channel]`. Alpha is already dropped. */
export interface Pixels {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  readonly data: Uint8Array | Uint16Array | Float32Array;
}
