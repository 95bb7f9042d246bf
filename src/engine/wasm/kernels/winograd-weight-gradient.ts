import { ceilDiv } from "./jobs";
import { DispatchRecord } from "./record";
import { channelOf, countChannelTilesOfSix, tilesFor } from "./tile-counts";
import { weights4x1, weights4x2, weights6x1, weights6x2 } from "./tiles";
import { VECTOR_BYTES, where, zero } from "./vectors";
import { TILE_BYTES, transformGradient, transformWindow } from "./winograd-tile";
import {
  GRADIENT_IN_VECTORS,
  GRADIENT_OUT_VECTORS,
  GRADIENT_POSITION_BYTES,
  GRADIENT_TILES,
  OUTPUT_POSITION_BYTES,
  POSITIONS,
  ROW_BYTES,
  SIDE,
  transformWeightGradient,
} from "./winograd-transforms";

/** Rows and columns of the kernel. */
const SIZE: u32 = 3;
const TAPS: u32 = SIZE * SIZE;
/** Outputs per side of a tile. */
const OUTPUTS: u32 = SIDE + 1 - SIZE;

/** Weight gradient of a 3x3 convolution in transformed tiles: `parts` partial sums, each `[row, column, in, out]`. */
@unmanaged
export class WinogradWeightGradient extends DispatchRecord {
  x: usize;
  xStride: usize;
  gradient: usize;
  gradientStride: usize;
  partial: usize;
  /** Rows of all images of the batch. */
  imageRows: u32;
  rows: u32;
  columns: u32;
  inVectors: u32;
  outVectors: u32;
  parts: u32;
  tilesPerPart: u32;

  get tileColumns(): u32 {
    return ceilDiv(this.columns, OUTPUTS);
  }

  get tilesPerImage(): u32 {
    return ceilDiv(this.rows, OUTPUTS) * this.tileColumns;
  }

  /** Tiles of all images of the batch. */
  get tiles(): u32 {
    return (this.imageRows / this.rows) * this.tilesPerImage;
  }

  get inChunks(): u32 {
    return ceilDiv(this.inVectors, GRADIENT_IN_VECTORS);
  }

  get outChunks(): u32 {
    return ceilDiv(this.outVectors, GRADIENT_OUT_VECTORS);
  }

  /** Vectors of input channels of a job; the last may have fewer. */
  get inChunk(): u32 {
    return ceilDiv(this.inVectors, this.inChunks);
  }

  /** Vectors of output channels of a job, in whole blocks of two; the last may have fewer. */
  get outChunk(): u32 {
    return 2 * ceilDiv(this.outVectors, 2 * this.outChunks);
  }
}

/**
 * A gradient below the last bit of the largest sum that it is computed from is set to 0. Where all its products are 0,
 * the sums cancel but for rounding, and an optimiser that divides a gradient by its own size, such as Adam, would make
 * a full step of that.
 */
const ROUNDING: f32 = 1 / <f32>(1 << 23);

/** Keeps the positions of a sum out of the same set of a cache. */
const APART: usize = 64;
/** Bytes of the transformed gradients of two vectors of a group of tiles. */
const BLOCK_BYTES: usize = GRADIENT_TILES * 2 * VECTOR_BYTES;

export function winogradWeightGradientJobs(d: WinogradWeightGradient): u32 {
  return d.parts * d.inChunks * d.outChunks;
}

/** Bytes from one position to the next of a job's sums `[block, in, out]`. */
function sumBytes(d: WinogradWeightGradient): usize {
  return <usize>(d.inChunk * 4 * d.outChunk) * VECTOR_BYTES + APART;
}

export function winogradWeightGradientScratch(d: WinogradWeightGradient): u32 {
  return <u32>(2 * TILE_BYTES + POSITIONS * (GRADIENT_POSITION_BYTES + OUTPUT_POSITION_BYTES + sumBytes(d)));
}

/** Adds the products of `count` tiles to the sums of all positions. */
function addTiles(
  v: usize,
  w: usize,
  inVectors: u32,
  outVectors: u32,
  count: u32,
  sums: usize,
  positionBytes: usize,
): void {
  const tilesOfSix = countChannelTilesOfSix(inVectors);
  const tiles = tilesFor(inVectors);
  const xStride = GRADIENT_IN_VECTORS * VECTOR_BYTES;
  for (let position: u32 = 0; position < POSITIONS; position++) {
    let target = sums;
    let g = w;
    for (let block: u32 = 0; block < outVectors; block += 2, g += BLOCK_BYTES) {
      const vectors = min<u32>(2, outVectors - block);
      const bytes = <usize>vectors * VECTOR_BYTES;
      for (let tile: u32 = 0; tile < tiles; tile++) {
        const channel = channelOf(tile, tilesOfSix);
        const x = v + channel * 4;
        const to = target + channel * bytes;
        if (tile < tilesOfSix) {
          if (vectors === 2) weights6x2(x, xStride, 0, g, 0, 1, count, to, bytes);
          else weights6x1(x, xStride, 0, g, 0, 1, count, to, bytes);
        } else if (vectors === 2) weights4x2(x, xStride, 0, g, 0, 1, count, to, bytes);
        else weights4x1(x, xStride, 0, g, 0, 1, count, to, bytes);
      }
      target += inVectors * 4 * bytes;
    }
    v += GRADIENT_POSITION_BYTES;
    w += OUTPUT_POSITION_BYTES;
    sums += positionBytes;
  }
}

/** Largest magnitude of a row of positions. */
// @inline
function largestOfRow(at: usize, step: usize): v128 {
  const a = f32x4.max(f32x4.abs(v128.load(at)), f32x4.abs(v128.load(at + step)));
  const b = f32x4.max(f32x4.abs(v128.load(at + 2 * step)), f32x4.abs(v128.load(at + 3 * step)));
  const c = f32x4.max(f32x4.abs(v128.load(at + 4 * step)), f32x4.abs(v128.load(at + 5 * step)));
  return f32x4.max(a, f32x4.max(b, c));
}

/** Transforms the sums of all positions for one input channel and one output vector to gradients of weights. */
function storeWeights(
  sums: usize,
  positionBytes: usize,
  target: usize,
  tapBytes: usize,
  scratch: usize,
): void {
  const rowBytes = SIDE * positionBytes;
  let largest = zero();
  for (let row: u32 = 0, at = sums; row < SIDE; row++, at += rowBytes) {
    largest = f32x4.max(largest, largestOfRow(at, positionBytes));
  }
  const rounding = f32x4.mul(largest, f32x4.splat(ROUNDING));
  const weights = scratch + TILE_BYTES;
  transformWeightGradient(sums, weights, scratch, rowBytes, positionBytes);
  for (let row: u32 = 0; row < SIZE; row++) {
    const line = weights + row * ROW_BYTES;
    for (let at = line; at < line + SIZE * VECTOR_BYTES; at += VECTOR_BYTES, target += tapBytes) {
      const weight = v128.load(at);
      v128.store(target, where(f32x4.gt(f32x4.abs(weight), rounding), weight));
    }
  }
}

/**
 * A job computes the weights between some input and some output channels from the tiles of a part: transforms the
 * inputs of each tile and the gradients of its outputs, adds the products of each of 36 values over the tiles, a
 * product of matrices (in x tiles, tiles x out), and transforms the sums.
 */
export function winogradWeightGradient(d: WinogradWeightGradient, job: u32, scratch: usize): void {
  const tilesPerImage = d.tilesPerImage;
  const tileColumns = d.tileColumns;
  const imagePixels = d.rows * d.columns;
  const firstIn = ((job / d.outChunks) % d.inChunks) * d.inChunk;
  const inVectors = min(d.inChunk, d.inVectors - firstIn);
  const firstOut = (job % d.outChunks) * d.outChunk;
  const outVectors = min(d.outChunk, d.outVectors - firstOut);
  const part = job / d.outChunks / d.inChunks;
  const last = min((part + 1) * d.tilesPerPart, d.tiles);

  const v = scratch + 2 * TILE_BYTES;
  const w = v + POSITIONS * GRADIENT_POSITION_BYTES;
  const sums = w + POSITIONS * OUTPUT_POSITION_BYTES;
  const positionBytes = sumBytes(d);
  for (let at = sums; at < sums + POSITIONS * positionBytes; at += VECTOR_BYTES) v128.store(at, zero());

  for (let first = part * d.tilesPerPart; first < last; first += GRADIENT_TILES) {
    const count = min(GRADIENT_TILES, last - first);
    for (let tile: u32 = 0; tile < count; tile++) {
      const inImage = (first + tile) % tilesPerImage;
      const pixel = <usize>(((first + tile) / tilesPerImage) * imagePixels);
      const top = <i32>((inImage / tileColumns) * OUTPUTS);
      const left = <i32>((inImage % tileColumns) * OUTPUTS);
      const image = d.x + pixel * d.xStride + firstIn * VECTOR_BYTES;
      const to = v + tile * GRADIENT_IN_VECTORS * VECTOR_BYTES;
      transformWindow(image, d.xStride, d.rows, d.columns, top - 1, left - 1, inVectors, to, true, scratch);
      for (let vector: u32 = 0; vector < outVectors; vector++) {
        const block = vector >> 1;
        const bytes = min<u32>(2, outVectors - 2 * block) * VECTOR_BYTES;
        transformGradient(
          d.gradient + pixel * d.gradientStride + (firstOut + vector) * VECTOR_BYTES,
          d.gradientStride,
          d.rows,
          d.columns,
          top,
          left,
          w + block * BLOCK_BYTES + tile * bytes + (vector & 1) * VECTOR_BYTES,
          scratch,
        );
      }
    }
    addTiles(v, w, inVectors, outVectors, count, sums, positionBytes);
  }

  const tapBytes = <usize>(d.inVectors * 4 * d.outVectors) * VECTOR_BYTES;
  const target = d.partial + part * TAPS * tapBytes + firstOut * VECTOR_BYTES;
  for (let vector: u32 = 0; vector < outVectors; vector++) {
    const block = vector >> 1;
    const bytes = <usize>min<u32>(2, outVectors - 2 * block) * VECTOR_BYTES;
    const from = sums + <usize>(block * inVectors * 4) * 2 * VECTOR_BYTES + (vector & 1) * VECTOR_BYTES;
    for (let channel: u32 = 0; channel < inVectors * 4; channel++) {
      const to = target + <usize>((firstIn * 4 + channel) * d.outVectors + vector) * VECTOR_BYTES;
      storeWeights(from + channel * bytes, positionBytes, to, tapBytes, scratch);
    }
  }
}
