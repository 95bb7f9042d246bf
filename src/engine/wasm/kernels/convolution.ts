import { fillBand, planeBytes } from "./bands";
import { storeGradient } from "./epilogue";
import { ceilDiv, MIN_JOBS } from "./jobs";
import { DispatchRecord } from "./record";
import { countTilesOfSix } from "./tile-counts";
import {
  convolution4x1,
  convolution4x2,
  convolution6x2,
  pointwise4x1,
  pointwise4x2,
  pointwise6x2,
} from "./tiles";
import { VECTOR_BYTES, zero } from "./vectors";

/** A convolution or, with flipped weights, its input gradient. Weights are `[row, column, in, out]`. */
@unmanaged
export class Convolution extends DispatchRecord {
  x: usize;
  xStride: usize;
  mask: usize;
  maskStride: usize;
  target: usize;
  targetStride: usize;
  weights: usize;
  bias: usize;
  /** Rows of all images of the batch. */
  imageRows: u32;
  rows: u32;
  columns: u32;
  inVectors: u32;
  outVectors: u32;
  hasBias: u32;
  hasRelu: u32;
  accumulates: u32;
  isMasked: u32;
  size: u32;
  /** Of a tile on a GPU; not used here. */
  pixels: u32;
  vectors: u32;

  get reach(): u32 {
    return this.size >> 1;
  }

  /** Multiplications per output value. */
  get products(): u32 {
    return this.size * this.size * this.inVectors * 4;
  }

  /** Blocks of two output vectors; the last may have one. */
  get blocks(): u32 {
    return (this.outVectors + 1) >> 1;
  }

  get bandRowBytes(): usize {
    return planeBytes(this.columns, this.reach) * 4 * this.inVectors;
  }

  /** Rows per band: enough work for one job, or less if the layer would otherwise have too few groups. */
  get groupRows(): u32 {
    const minRows = max<u32>(1, MIN_PIXELS / this.columns);
    const rowProducts = <u64>this.columns * this.products * this.outVectors * 4;
    const forWork = min(<u32>(GROUP_PRODUCTS / rowProducts), this.imageRows / MIN_JOBS);
    const surplus = this.size - 1;
    const forBand = max(<u32>(BAND_BYTES / this.bandRowBytes), surplus) - surplus;
    return min(max(minRows, min(forWork, forBand)), this.rows);
  }

  get groupsPerImage(): u32 {
    return ceilDiv(this.rows, this.groupRows);
  }

  get groups(): u32 {
    return (this.imageRows / this.rows) * this.groupsPerImage;
  }

  /** Blocks per job: all if there are enough groups to occupy the threads, because each job copies the band again. */
  get chunk(): u32 {
    return ceilDiv(this.blocks, min(this.blocks, ceilDiv(MIN_JOBS, this.groups)));
  }

  get chunks(): u32 {
    return ceilDiv(this.blocks, this.chunk);
  }
}

/**
 * Minimum number of pixels in a group of rows, below which packing the weights and filling the band would
 * dominate the time.
 */
const MIN_PIXELS: u32 = 128;
/** Multiplications per group of rows, about 100 us. */
const GROUP_PRODUCTS: u64 = 3_000_000;
/** Bytes of a band that stay in the cache of a core. */
const BAND_BYTES: usize = 262_144;

export function convolutionJobs(d: Convolution): u32 {
  return d.groups * d.chunks;
}

/** Bytes of the weights and the bias of one block. */
function packedBytes(d: Convolution): usize {
  return (<usize>d.products + 1) * 2 * VECTOR_BYTES;
}

/** Pixels whose sums are computed together: of a row or, for a kernel of one pixel, of all rows of a group. */
function pixelsAtOnce(d: Convolution): u32 {
  return d.size === 1 ? d.groupRows * d.columns : d.columns;
}

/** Bytes of the sums of these pixels for one block. */
function lineBytes(d: Convolution): usize {
  return <usize>pixelsAtOnce(d) * 2 * VECTOR_BYTES;
}

export function convolutionScratch(d: Convolution): u32 {
  const band = d.size === 1 ? 0 : (d.groupRows + d.size - 1) * d.bandRowBytes;
  return <u32>(packedBytes(d) + lineBytes(d) + band);
}

/** Copies weights and then bias of `vectors` output vectors contiguously. Returns the address of the bias. */
function packWeights(d: Convolution, packed: usize, block: u32, vectors: u32): usize {
  const rowBytes = <usize>d.outVectors * VECTOR_BYTES;
  const bytes = <usize>vectors * VECTOR_BYTES;
  let source = d.weights + <usize>block * 2 * VECTOR_BYTES;
  const bias = packed + <usize>d.products * bytes;
  for (; packed < bias; packed += bytes, source += rowBytes) {
    v128.store(packed, v128.load(source));
    if (vectors === 2) v128.store(packed, v128.load(source, 16), 16);
  }
  const from = d.bias + <usize>block * 2 * VECTOR_BYTES;
  for (let at: usize = 0; at < bytes; at += VECTOR_BYTES) {
    v128.store(bias + at, d.hasBias ? v128.load(from + at) : zero());
  }
  return bias;
}

/** The sums of neighbouring pixels for one block, at `target`, for a kernel of one pixel. */
function multiplyPixels(
  d: Convolution,
  x: usize,
  pixels: u32,
  packed: usize,
  bias: usize,
  vectors: u32,
  target: usize,
  targetBytes: usize,
): void {
  const stride = d.xStride;
  const inBytes = <usize>d.inVectors * VECTOR_BYTES;
  const relu = d.hasRelu !== 0;
  const tilesOfSix = vectors === 2 ? countTilesOfSix(pixels) : 0;
  let pixel: u32 = 0;
  for (const end = tilesOfSix * 6; pixel < end; pixel += 6, x += 6 * stride, target += 6 * targetBytes) {
    pointwise6x2(x, stride, inBytes, packed, bias, relu, target, targetBytes, 6);
  }
  for (; pixel < pixels; pixel += 4, x += 4 * stride, target += 4 * targetBytes) {
    const valid = pixels - pixel;
    if (vectors === 2) pointwise4x2(x, stride, inBytes, packed, bias, relu, target, targetBytes, valid);
    else pointwise4x1(x, stride, inBytes, packed, bias, relu, target, targetBytes, valid);
  }
}

/** The sums of a row for one block, at `target`. */
function convolveRow(
  d: Convolution,
  x: usize,
  packed: usize,
  bias: usize,
  vectors: u32,
  target: usize,
  targetBytes: usize,
): void {
  const columns = d.columns;
  const plane = planeBytes(columns, d.reach);
  const rowBytes = d.bandRowBytes;
  const relu = d.hasRelu !== 0;
  const size = d.size;
  const tilesOfSix = vectors === 2 ? countTilesOfSix(columns) : 0;
  let column: u32 = 0;
  for (const end = tilesOfSix * 6; column < end; column += 6, x += 24, target += 6 * targetBytes) {
    convolution6x2(x, plane, rowBytes, size, packed, bias, relu, target, targetBytes, 6);
  }
  for (; column < columns; column += 4, x += 16, target += 4 * targetBytes) {
    const valid = columns - column;
    if (vectors === 2) {
      convolution4x2(x, plane, rowBytes, size, packed, bias, relu, target, targetBytes, valid);
    } else {
      convolution4x1(x, plane, rowBytes, size, packed, bias, relu, target, targetBytes, valid);
    }
  }
}

/** Applies the epilogue of the record to the sums of neighbouring pixels and stores them in the target. */
function finishPixels(
  d: Convolution,
  line: usize,
  pixels: u32,
  vectors: u32,
  target: usize,
  mask: usize,
): void {
  const accumulates = d.accumulates !== 0;
  const isMasked = d.isMasked !== 0;
  for (let pixel: u32 = 0; pixel < pixels; pixel++, target += d.targetStride, mask += d.maskStride) {
    for (let at: usize = 0; at < <usize>vectors * VECTOR_BYTES; at += VECTOR_BYTES) {
      storeGradient(v128.load(line + at), target + at, accumulates, isMasked, mask + at);
    }
    line += <usize>vectors * VECTOR_BYTES;
  }
}

/**
 * A job computes some of the output channels of a group of rows, from a copy of the rows in its window. A kernel of one
 * pixel needs no copy, and its pixels no rows.
 */
export function convolution(d: Convolution, job: u32, scratch: usize): void {
  const group = job / d.chunks;
  const firstRow = (group % d.groupsPerImage) * d.groupRows;
  const image = group / d.groupsPerImage;
  const count = min(d.groupRows, d.rows - firstRow);
  const firstPixel = (image * d.rows + firstRow) * d.columns;

  const packed = scratch;
  const line = packed + packedBytes(d);
  const band = line + lineBytes(d);
  const reach = d.reach;
  const imageStart = d.x + <usize>(image * d.rows * d.columns) * d.xStride;
  const isPointwise = d.size === 1;
  if (!isPointwise) {
    fillBand(
      band,
      imageStart,
      d.xStride,
      d.rows,
      d.columns,
      d.inVectors,
      reach,
      <i32>firstRow - <i32>reach,
      count + 2 * reach,
    );
  }

  const isPlain = d.accumulates === 0 && d.isMasked === 0;
  const pixels = isPointwise ? count * d.columns : d.columns;
  const lines: u32 = isPointwise ? 1 : count;
  const firstBlock = (job % d.chunks) * d.chunk;
  const lastBlock = min(firstBlock + d.chunk, d.blocks);
  for (let block = firstBlock; block < lastBlock; block++) {
    const vectors = min<u32>(2, d.outVectors - 2 * block);
    const bias = packWeights(d, packed, block, vectors);
    const blockBytes = <usize>block * 2 * VECTOR_BYTES;
    for (let row: u32 = 0; row < lines; row++) {
      const pixel = <usize>(firstPixel + row * d.columns);
      const target = d.target + pixel * d.targetStride + blockBytes;
      const to = isPlain ? target : line;
      const toBytes = isPlain ? d.targetStride : <usize>vectors * VECTOR_BYTES;
      if (isPointwise) multiplyPixels(d, d.x + pixel * d.xStride, pixels, packed, bias, vectors, to, toBytes);
      else convolveRow(d, band + <usize>row * d.bandRowBytes, packed, bias, vectors, to, toBytes);
      if (isPlain) continue;
      finishPixels(d, line, pixels, vectors, target, d.mask + pixel * d.maskStride + blockBytes);
    }
  }
}
