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
/** Most vectors of input channels of a weight gradient's job. */
export declare const GRADIENT_IN_VECTORS: u32;
/** Most vectors of output channels of a weight gradient's job. */
export declare const GRADIENT_OUT_VECTORS: u32;
/** Bytes from one position to the next of the inputs that are transformed for a weight gradient. */
export declare const GRADIENT_POSITION_BYTES: usize;
/** Bytes from one position to the next of transformed gradients of outputs. */
export declare const OUTPUT_POSITION_BYTES: usize;

/**
 * Transforms the columns and then the rows of a tile of vectors. `rowStep` and `columnStep` are the bytes from one vector
 * at `from` to the one below and to the one on the right; `scratch` has room for a tile.
 */
type FromImage = (from: usize, to: usize, scratch: usize, rowStep: usize, columnStep: usize) => void;
/** The same from the sums of the positions of a tile, to rows of six. */
type FromSums = (from: usize, to: usize, scratch: usize) => void;

/** To positions that are `POSITION_BYTES` apart. */
export declare const transformInput: FromImage;
/** To positions that are `GRADIENT_POSITION_BYTES` apart. */
export declare const transformGradientInput: FromImage;
/** To positions that are `OUTPUT_POSITION_BYTES` apart, for a 3x3 kernel. */
export declare const transformOutputGradient: FromImage;
/** To positions that are `toStep` apart. */
export declare const transformWeights3: (
  from: usize,
  to: usize,
  scratch: usize,
  rowStep: usize,
  columnStep: usize,
  toStep: usize,
) => void;
export declare const transformWeights5: typeof transformWeights3;
/** To rows of six. */
export declare const transformWeightGradient: FromImage;
export declare const transformSums3: FromSums;
export declare const transformSums5: FromSums;
