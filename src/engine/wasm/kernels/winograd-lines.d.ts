// The text of this module is written by build/winograd-text.mjs.

/** Values per side of a transformed tile. */
export declare const SIDE: u32;
/** Values of a transformed tile. */
export declare const POSITIONS: u32;
/** Bytes of a row of a tile. */
export declare const ROW_BYTES: usize;
/** Tiles whose products are computed together. */
export declare const GROUP_TILES: u32;
/** Bytes from one position to the next of transformed inputs. */
export declare const POSITION_BYTES: usize;
/** Bytes from one position to the next of the sums of a block. */
export declare const SUM_BYTES: usize;
/** Tiles whose products are computed together for a weight gradient. */
export declare const GRADIENT_TILES: u32;
/** Most vectors of input and of output channels of a weight gradient's job. */
export declare const GRADIENT_VECTORS: u32;
/** Bytes from one position to the next of transformed inputs and gradients. */
export declare const GRADIENT_POSITION_BYTES: usize;

/** Reads a line of vectors at `from` and writes the transformed one at `to`. */
type Line = (from: usize, to: usize) => void;
/** `step` bytes from one vector read to the next. */
type LineFrom = (from: usize, to: usize, step: usize) => void;
/** `toStep` bytes from one vector written to the next. */
type LineTo = (from: usize, to: usize, toStep: usize) => void;

export declare const inputColumn: LineFrom;
export declare const inputRow: Line;
export declare const inputGradientRow: Line;
export declare const output3Column: Line;
export declare const output3Row: Line;
export declare const output5Column: Line;
export declare const output5Row: Line;
export declare const weights3Column: LineFrom;
export declare const weights3Row: LineTo;
export declare const weights5Column: LineFrom;
export declare const weights5Row: LineTo;
export declare const outputGradientColumn: LineFrom;
export declare const outputGradientRow: Line;
export declare const weightGradientColumn: LineFrom;
export declare const weightGradientRow: Line;
