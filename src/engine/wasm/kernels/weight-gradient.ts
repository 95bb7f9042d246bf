import { ceilDiv, MIN_JOBS } from "./jobs";
import { DispatchRecord } from "./record";
import { channelOf, countChannelTilesOfSix, tilesFor } from "./tile-counts";
import { weights4x1, weights4x2, weights6x1, weights6x2 } from "./tiles";
import { VECTOR_BYTES, zero } from "./vectors";

/** Weight gradient of a convolution: `parts` partial sums, each `[row, column, in, out]`. */
@unmanaged
export class WeightGradient extends DispatchRecord {
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
  rowsPerPart: u32;
  size: u32;
  /** Of a tile on a GPU; not used here. */
  tileInVectors: u32;
  tileOutVectors: u32;
  pixels: u32;

  /** Blocks of two output vectors; the last may have one. */
  get blocks(): u32 {
    return (this.outVectors + 1) >> 1;
  }

  /** Jobs per part, kernel row and block: each processes some of the tiles of the kernel columns. */
  get chunks(): u32 {
    const others = this.parts * this.size * this.blocks;
    return min(this.size * tilesFor(this.inVectors), ceilDiv(MIN_JOBS, others));
  }

  /** Number of rows whose sums stay in registers before they are added to the others. */
  get groupRows(): u32 {
    return max<u32>(1, GROUP_PIXELS / this.columns);
  }
}

/** Pixels over which the sums of a tile stay in registers; limits the rounding of long sums. */
const GROUP_PIXELS: u32 = 128;

export function weightGradientJobs(d: WeightGradient): u32 {
  return d.parts * d.size * d.blocks * d.chunks;
}

export function weightGradientScratch(d: WeightGradient): u32 {
  return d.groupRows * d.columns * 2 * <u32>VECTOR_BYTES;
}

/** Copies `vectors` vectors of `pixels` pixels contiguously. */
function packPixels(packed: usize, source: usize, stride: usize, pixels: u32, vectors: u32): void {
  const bytes = <usize>vectors * VECTOR_BYTES;
  for (const end = packed + pixels * bytes; packed < end; packed += bytes, source += stride) {
    v128.store(packed, v128.load(source));
    if (vectors === 2) v128.store(packed, v128.load(source, 16), 16);
  }
}

function clearTiles(d: WeightGradient, target: usize, vectors: u32, firstTile: u32, lastTile: u32): void {
  const tilesOfSix = countChannelTilesOfSix(d.inVectors);
  const outBytes = <usize>d.outVectors * VECTOR_BYTES;
  for (let at = firstTile; at < lastTile; at++) {
    const tile = at / d.size;
    const channel = (at % d.size) * d.inVectors * 4 + channelOf(tile, tilesOfSix);
    const channels: u32 = tile < tilesOfSix ? 6 : 4;
    for (let c = channel; c < channel + channels; c++) {
      const out = target + c * outBytes;
      v128.store(out, zero());
      if (vectors === 2) v128.store(out, zero(), 16);
    }
  }
}

/** Adds the products of some rows to the tiles of a job. */
function addRows(
  d: WeightGradient,
  x: usize,
  w: usize,
  rows: u32,
  vectors: u32,
  target: usize,
  firstTile: u32,
  lastTile: u32,
): void {
  const columns = <i32>d.columns;
  const reach = <i32>d.size >> 1;
  const tilesOfSix = countChannelTilesOfSix(d.inVectors);
  const xRowBytes = d.columns * d.xStride;
  const wBytes = <usize>vectors * VECTOR_BYTES;
  const outBytes = <usize>d.outVectors * VECTOR_BYTES;
  for (let at = firstTile; at < lastTile; at++) {
    const tile = at / d.size;
    const kernelColumn = at % d.size;
    const shift = <i32>kernelColumn - reach;
    const first = max(0, -shift);
    const inside = columns - abs(shift);
    if (inside <= 0) continue;
    const channel = channelOf(tile, tilesOfSix);
    const xAt = x + (first + shift) * d.xStride + 4 * channel;
    const wAt = w + first * wBytes;
    const out = target + <usize>(kernelColumn * d.inVectors * 4 + channel) * outBytes;
    if (tile < tilesOfSix) {
      if (vectors === 2)
        weights6x2(xAt, d.xStride, xRowBytes, wAt, d.columns * wBytes, rows, inside, out, outBytes);
      else weights6x1(xAt, d.xStride, xRowBytes, wAt, d.columns * wBytes, rows, inside, out, outBytes);
    } else if (vectors === 2) {
      weights4x2(xAt, d.xStride, xRowBytes, wAt, d.columns * wBytes, rows, inside, out, outBytes);
    } else {
      weights4x1(xAt, d.xStride, xRowBytes, wAt, d.columns * wBytes, rows, inside, out, outBytes);
    }
  }
}

/**
 * A job computes some tiles of a kernel row and a block of output channels from the rows of a part. The
 * input is read without a copy: at the ends of a row, a tile skips the pixels whose input is padding.
 */
export function weightGradient(d: WeightGradient, job: u32, scratch: usize): void {
  const chunks = d.chunks;
  const blocks = d.blocks;
  const block = (job / chunks) % blocks;
  const kernelRow = (job / chunks / blocks) % d.size;
  const part = job / chunks / blocks / d.size;
  const tiles = d.size * tilesFor(d.inVectors);
  const chunk = job % chunks;
  const firstTile = (chunk * tiles) / chunks;
  const lastTile = ((chunk + 1) * tiles) / chunks;

  const vectors = min<u32>(2, d.outVectors - 2 * block);
  const bytes = <usize>vectors * VECTOR_BYTES;
  const outBytes = <usize>d.outVectors * VECTOR_BYTES;
  const blockBytes = <usize>block * 2 * VECTOR_BYTES;
  const columnChannels = d.inVectors * 4;
  const target = d.partial + (part * d.size + kernelRow) * d.size * columnChannels * outBytes + blockBytes;
  clearTiles(d, target, vectors, firstTile, lastTile);

  const down = <i32>kernelRow - (<i32>d.size >> 1);
  const end = min((part + 1) * d.rowsPerPart, d.imageRows);
  let row = part * d.rowsPerPart;
  while (row < end) {
    const inImage = <i32>(row % d.rows);
    const count = <i32>min(min(d.groupRows, end - row), d.rows - inImage);
    // Of the rows of the group, those whose input is inside the image.
    const first = max(0, -(inImage + down));
    const inside = min(count, <i32>d.rows - inImage - down) - first;
    if (inside > 0) {
      const pixel = (row + first) * d.columns;
      let w = d.gradient + pixel * d.gradientStride + blockBytes;
      if (d.gradientStride !== bytes) {
        packPixels(scratch, w, d.gradientStride, inside * d.columns, vectors);
        w = scratch;
      }
      const x = d.x + (row + first + down) * d.columns * d.xStride;
      addRows(d, x, w, inside, vectors, target, firstTile, lastTile);
    }
    row += count;
  }
}
