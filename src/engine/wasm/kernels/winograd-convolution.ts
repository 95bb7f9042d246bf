import { storeGradient } from "./epilogue";
import { ceilDiv } from "./jobs";
import { DispatchRecord } from "./record";
import { countTilesOfSix } from "./tile-counts";
import { winograd4x1, winograd4x2, winograd6x2 } from "./tiles";
import { VECTOR_BYTES, zero } from "./vectors";
import { outputsFor, TILE_BYTES, transformWindow } from "./winograd-tile";
import {
  GROUP_TILES,
  POSITION_BYTES,
  POSITIONS,
  ROW_BYTES,
  SUM_BYTES,
  transformSums3,
  transformSums5,
} from "./winograd-transforms";

/** A convolution in transformed tiles or, with flipped weights, its input gradient. */
@unmanaged
export class WinogradConvolution extends DispatchRecord {
  x: usize;
  xStride: usize;
  mask: usize;
  maskStride: usize;
  target: usize;
  targetStride: usize;
  transformed: usize;
  bias: usize;
  /** Rows of all images of the batch. */
  imageRows: u32;
  rows: u32;
  columns: u32;
  inVectors: u32;
  outVectors: u32;
  /** Of the weights, from one position to the next. */
  positionVectors: u32;
  hasBias: u32;
  hasRelu: u32;
  accumulates: u32;
  isMasked: u32;
  size: u32;

  /** Blocks of two output vectors; the last may have one. */
  get blocks(): u32 {
    return (this.outVectors + 1) >> 1;
  }

  get tileColumns(): u32 {
    return ceilDiv(this.columns, outputsFor(this.size));
  }

  get tilesPerImage(): u32 {
    return ceilDiv(this.rows, outputsFor(this.size)) * this.tileColumns;
  }

  /** Tiles of all images of the batch. */
  get tiles(): u32 {
    return (this.imageRows / this.rows) * this.tilesPerImage;
  }

  get groups(): u32 {
    return ceilDiv(this.tiles, GROUP_TILES);
  }

  /** Blocks per job: all if there are enough groups, because each job transforms its input again. */
  get chunk(): u32 {
    return ceilDiv(this.blocks, min(this.blocks, ceilDiv(MIN_GROUPS, this.groups)));
  }

  get chunks(): u32 {
    return ceilDiv(this.blocks, this.chunk);
  }
}

/** Groups of tiles below which jobs have a part of the output channels: a job for each of eight threads. */
const MIN_GROUPS: u32 = 8;
/** Bytes of a vector of channels of a transformed group. */
const VECTOR_GROUP_BYTES: usize = POSITIONS * POSITION_BYTES;

export function winogradConvolutionJobs(d: WinogradConvolution): u32 {
  return d.groups * d.chunks;
}

export function winogradConvolutionScratch(d: WinogradConvolution): u32 {
  return <u32>(2 * TILE_BYTES + POSITIONS * SUM_BYTES + d.inVectors * VECTOR_GROUP_BYTES);
}

/** Products of all positions for one block: `[position, tile, out]`. */
function multiplyBlock(
  d: WinogradConvolution,
  v: usize,
  block: u32,
  vectors: u32,
  count: u32,
  sums: usize,
): void {
  const channels = d.inVectors * 4;
  const weightBytes = d.positionVectors * VECTOR_BYTES;
  let u = d.transformed + <usize>(block * 2 * channels) * VECTOR_BYTES;
  const tilesOfSix = vectors === 2 ? countTilesOfSix(count) : 0;
  const bytes = <usize>vectors * VECTOR_BYTES;
  for (let position: u32 = 0; position < POSITIONS; position++) {
    let x = v;
    let target = sums;
    let tile: u32 = 0;
    for (const end = tilesOfSix * 6; tile < end; tile += 6, x += 6 * VECTOR_BYTES, target += 6 * bytes) {
      winograd6x2(x, d.inVectors, u, target);
    }
    for (; tile < count; tile += 4, x += 4 * VECTOR_BYTES, target += 4 * bytes) {
      if (vectors === 2) winograd4x2(x, d.inVectors, u, target);
      else winograd4x1(x, d.inVectors, u, target);
    }
    v += POSITION_BYTES;
    sums += SUM_BYTES;
    u += weightBytes;
  }
}

/** Transforms the sums of a tile for one vector of outputs and stores those inside the image. */
function storeTile(
  d: WinogradConvolution,
  sums: usize,
  bias: v128,
  target: usize,
  mask: usize,
  rows: u32,
  columns: u32,
  scratch: usize,
): void {
  const isPlain = d.accumulates === 0 && d.isMasked === 0;
  const accumulates = d.accumulates !== 0;
  const isMasked = d.isMasked !== 0;
  const outputs = scratch + TILE_BYTES;
  if (d.size === 3) transformSums3(sums, outputs, scratch);
  else transformSums5(sums, outputs, scratch);
  const floor = f32x4.splat(d.hasRelu !== 0 ? <f32>0 : -Infinity);
  for (let row: u32 = 0; row < rows; row++) {
    let to = target + <usize>row * d.columns * d.targetStride;
    let from = outputs + row * ROW_BYTES;
    if (isPlain) {
      for (let column: u32 = 0; column < columns; column++, to += d.targetStride, from += VECTOR_BYTES) {
        v128.store(to, f32x4.max(f32x4.add(v128.load(from), bias), floor));
      }
    } else {
      let at = mask + <usize>row * d.columns * d.maskStride;
      for (let column: u32 = 0; column < columns; column++, to += d.targetStride, from += VECTOR_BYTES) {
        storeGradient(f32x4.max(f32x4.add(v128.load(from), bias), floor), to, accumulates, isMasked, at);
        at += d.maskStride;
      }
    }
  }
}

/**
 * A job computes some of the output channels of a group of tiles: transforms the inputs of each tile, multiplies the
 * 36 values of a tile by those of the weights, each a product of matrices (tiles x in, in x out), and transforms the
 * sums to outputs (Lavin and Gray 2016).
 */
export function winogradConvolution(d: WinogradConvolution, job: u32, scratch: usize): void {
  const firstTile = (job / d.chunks) * GROUP_TILES;
  const count = min(GROUP_TILES, d.tiles - firstTile);
  const outputs = outputsFor(d.size);
  const reach = <i32>d.size >> 1;
  const tilesPerImage = d.tilesPerImage;
  const tileColumns = d.tileColumns;
  const v = scratch + 2 * TILE_BYTES;
  const sums = v + d.inVectors * VECTOR_GROUP_BYTES;
  const imagePixels = d.rows * d.columns;

  for (let tile: u32 = 0; tile < count; tile++) {
    const inImage = (firstTile + tile) % tilesPerImage;
    const image = (firstTile + tile) / tilesPerImage;
    const top = <i32>((inImage / tileColumns) * outputs) - reach;
    const left = <i32>((inImage % tileColumns) * outputs) - reach;
    const x = d.x + <usize>(image * imagePixels) * d.xStride;
    const to = v + tile * VECTOR_BYTES;
    transformWindow(x, d.xStride, d.rows, d.columns, top, left, d.inVectors, to, false, scratch);
  }
  // What the last four tiles compute beyond the end is not stored, but is better not slow, as denormal numbers are.
  for (let at = v; at < sums; at += POSITION_BYTES) {
    for (let tile = count; tile < ((count + 3) & ~3); tile++) v128.store(at + tile * VECTOR_BYTES, zero());
  }

  const firstBlock = (job % d.chunks) * d.chunk;
  const lastBlock = min(firstBlock + d.chunk, d.blocks);
  for (let block = firstBlock; block < lastBlock; block++) {
    const vectors = min<u32>(2, d.outVectors - 2 * block);
    multiplyBlock(d, v, block, vectors, count, sums);
    for (let tile: u32 = 0; tile < count; tile++) {
      const inImage = (firstTile + tile) % tilesPerImage;
      const image = (firstTile + tile) / tilesPerImage;
      const row = (inImage / tileColumns) * outputs;
      const column = (inImage % tileColumns) * outputs;
      const pixel = <usize>(image * imagePixels + row * d.columns + column);
      for (let vector: u32 = 0; vector < vectors; vector++) {
        const bytes = <usize>(block * 2 + vector) * VECTOR_BYTES;
        storeTile(
          d,
          sums + <usize>(tile * vectors + vector) * VECTOR_BYTES,
          d.hasBias ? v128.load(d.bias + bytes) : zero(),
          d.target + pixel * d.targetStride + bytes,
          d.mask + pixel * d.maskStride + bytes,
          min(outputs, d.rows - row),
          min(outputs, d.columns - column),
          scratch,
        );
      }
    }
  }
}
