// The text of this module is written by build/tiles-text.mjs.

/**
 * Sums for neighbouring pixels of a row and 4 or 8 output channels of a convolution; starts with the bias, then
 * adds in the order of kernel rows, columns and channels.
 */
type ConvolutionTile = (
  /** First pixel of the first channel in the first row of the window. */
  x0: usize,
  /** Bytes from one channel to the next. */
  planeBytes: usize,
  /** Bytes from one row to the next. */
  rowBytes: usize,
  size: u32,
  /** `[row, column, in, 4 or 8]`, dense. */
  w: usize,
  bias: usize,
  relu: bool,
  target: usize,
  /** Bytes from one pixel of the target to the next. */
  targetBytes: usize,
  /** Pixels to be stored; the others are beyond the end of the row. */
  valid: u32,
) => void;

export declare const convolution6x2: ConvolutionTile;
export declare const convolution4x2: ConvolutionTile;
export declare const convolution4x1: ConvolutionTile;

/** The same for a kernel of one pixel, whose input is read in place. */
type PointwiseTile = (
  /** First input channel of the first pixel. */
  x: usize,
  /** Bytes from one pixel to the next. */
  xStride: usize,
  /** Bytes of the input channels of a pixel. */
  inBytes: usize,
  /** `[in, 4 or 8]`, dense. */
  w: usize,
  bias: usize,
  relu: bool,
  target: usize,
  /** Bytes from one pixel of the target to the next. */
  targetBytes: usize,
  /** Pixels to be read and stored, at least 1. */
  valid: u32,
) => void;

export declare const pointwise6x2: PointwiseTile;
export declare const pointwise4x2: PointwiseTile;
export declare const pointwise4x1: PointwiseTile;

/** Adds to the target sums over `rows` rows of `columns` pixels, at least 1, for neighbouring input and 4 or 8 output channels. */
type WeightTile = (
  x0: usize,
  /** Bytes from one pixel to the next. */
  xStride: usize,
  xRowBytes: usize,
  /** Gradients of 4 or 8 output channels, dense in a row. */
  w0: usize,
  wRowBytes: usize,
  rows: u32,
  columns: u32,
  target: usize,
  /** Bytes from one input channel of the target to the next. */
  targetBytes: usize,
) => void;

export declare const weights6x2: WeightTile;
export declare const weights4x2: WeightTile;
export declare const weights6x1: WeightTile;
export declare const weights4x1: WeightTile;

/** Sums over the input channels for neighbouring tiles and 4 or 8 output channels, dense at the target. */
type WinogradTile = (
  /** First tile of a position; tiles are vectors of four channels, one after the other. */
  x: usize,
  inVectors: u32,
  /** `[in, 4 or 8]`, dense. */
  w: usize,
  target: usize,
) => void;

export declare const winograd6x2: WinogradTile;
export declare const winograd4x2: WinogradTile;
export declare const winograd4x1: WinogradTile;
