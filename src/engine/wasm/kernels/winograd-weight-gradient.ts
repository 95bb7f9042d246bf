import { ceilDiv } from "./jobs";
import { DispatchRecord } from "./record";
import { channelOf, countChannelTilesOfSix, tilesFor } from "./tile-counts";
import { weights4x1, weights4x2, weights6x1, weights6x2 } from "./tiles";
import { VECTOR_BYTES, zero } from "./vectors";
import {
  GRADIENT_POSITION_BYTES,
  GRADIENT_TILES,
  GRADIENT_VECTORS,
  POSITIONS,
  ROW_BYTES,
  weightGradient3Column,
  weightGradient3Row,
  weightGradient5Column,
  weightGradient5Row,
} from "./winograd-lines";
import { outputsFor, TILE_BYTES, transformInput, transformOutputGradient } from "./winograd-tile";

/** Weight gradient of a convolution in transformed tiles: `parts` partial sums, each `[row, column, in, out]`. */
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
  size: u32;

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

  get inChunks(): u32 {
    return ceilDiv(this.inVectors, GRADIENT_VECTORS);
  }

  get outChunks(): u32 {
    return ceilDiv(this.outVectors, GRADIENT_VECTORS);
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
  return <u32>(2 * TILE_BYTES + POSITIONS * (2 * GRADIENT_POSITION_BYTES + sumBytes(d)));
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
  const xStride = GRADIENT_VECTORS * VECTOR_BYTES;
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
    w += GRADIENT_POSITION_BYTES;
    sums += positionBytes;
  }
}

/** Transforms the sums of all positions for one input channel and one output vector to gradients of weights. */
function storeWeights(
  sums: usize,
  positionBytes: usize,
  size: u32,
  target: usize,
  tapBytes: usize,
  scratch: usize,
): void {
  for (let column: usize = 0; column < ROW_BYTES; column += VECTOR_BYTES, sums += positionBytes) {
    if (size === 3) weightGradient3Column(sums, scratch + column, 6 * positionBytes);
    else weightGradient5Column(sums, scratch + column, 6 * positionBytes);
  }
  for (let row: u32 = 0; row < size; row++, scratch += ROW_BYTES, target += size * tapBytes) {
    if (size === 3) weightGradient3Row(scratch, target, tapBytes);
    else weightGradient5Row(scratch, target, tapBytes);
  }
}

/**
 * A job computes the weights between some input and some output channels from the tiles of a part: transforms the
 * inputs of each tile and the gradients of its outputs, adds the products of each of 36 values over the tiles, a
 * product of matrices (in x tiles, tiles x out), and transforms the sums.
 */
export function winogradWeightGradient(d: WinogradWeightGradient, job: u32, scratch: usize): void {
  const size = d.size;
  const outputs = outputsFor(size);
  const reach = <i32>size >> 1;
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
  const sums = w + POSITIONS * GRADIENT_POSITION_BYTES;
  const positionBytes = sumBytes(d);
  for (let at = sums; at < sums + POSITIONS * positionBytes; at += VECTOR_BYTES) v128.store(at, zero());

  for (let first = part * d.tilesPerPart; first < last; first += GRADIENT_TILES) {
    const count = min(GRADIENT_TILES, last - first);
    for (let tile: u32 = 0; tile < count; tile++) {
      const inImage = (first + tile) % tilesPerImage;
      const pixel = <usize>(((first + tile) / tilesPerImage) * imagePixels);
      const top = <i32>((inImage / tileColumns) * outputs);
      const left = <i32>((inImage % tileColumns) * outputs);
      const image = d.x + pixel * d.xStride + firstIn * VECTOR_BYTES;
      const to = v + tile * GRADIENT_VECTORS * VECTOR_BYTES;
      transformInput(
        image,
        d.xStride,
        d.rows,
        d.columns,
        top - reach,
        left - reach,
        inVectors,
        to,
        true,
        scratch,
      );
      for (let vector: u32 = 0; vector < outVectors; vector++) {
        const block = vector >> 1;
        const bytes = min<u32>(2, outVectors - 2 * block) * VECTOR_BYTES;
        transformOutputGradient(
          d.gradient + pixel * d.gradientStride + (firstOut + vector) * VECTOR_BYTES,
          d.gradientStride,
          d.rows,
          d.columns,
          top,
          left,
          size,
          w + block * BLOCK_BYTES + tile * bytes + (vector & 1) * VECTOR_BYTES,
          scratch,
        );
      }
    }
    addTiles(v, w, inVectors, outVectors, count, sums, positionBytes);
  }

  const tapBytes = <usize>(d.inVectors * 4 * d.outVectors) * VECTOR_BYTES;
  const target = d.partial + part * size * size * tapBytes + firstOut * VECTOR_BYTES;
  for (let vector: u32 = 0; vector < outVectors; vector++) {
    const block = vector >> 1;
    const bytes = <usize>min<u32>(2, outVectors - 2 * block) * VECTOR_BYTES;
    const from = sums + <usize>(block * inVectors * 4) * 2 * VECTOR_BYTES + (vector & 1) * VECTOR_BYTES;
    for (let channel: u32 = 0; channel < inVectors * 4; channel++) {
      const to = target + <usize>((firstIn * 4 + channel) * d.outVectors + vector) * VECTOR_BYTES;
      storeWeights(from + channel * bytes, positionBytes, size, to, tapBytes, scratch);
    }
  }
}
