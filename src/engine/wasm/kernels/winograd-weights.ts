import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { VECTOR_BYTES } from "./vectors";
import { ROW_BYTES, SIDE, weights3Column, weights3Row, weights5Column, weights5Row } from "./winograd-lines";
import { TILE_BYTES } from "./winograd-tile";

/** Time of a vector of all taps, in vectors of simple arithmetic. */
const VECTOR_COST: u32 = 150;

@unmanaged
export class WinogradWeights extends DispatchRecord {
  weights: usize;
  transformed: usize;
  inVectors: u32;
  outVectors: u32;
  size: u32;

  /** Vectors of one tap. */
  get vectors(): u32 {
    return this.inVectors * 4 * this.outVectors;
  }
}

/**
 * Bytes from one position of the transformed weights to the next: a few more than there are, so that the positions do
 * not fall into the same set of a cache.
 */
// @inline
export function transformedBytes(inVectors: u32, outVectors: u32): usize {
  return <usize>(inVectors * 4 * outVectors + 4) * VECTOR_BYTES;
}

export function winogradWeightsJobs(d: WinogradWeights): u32 {
  return jobsFor(d.vectors, VECTOR_COST);
}

export function winogradWeightsScratch(_d: WinogradWeights): u32 {
  return <u32>TILE_BYTES;
}

/**
 * Transforms the weights `[row, column, in, out]` of a convolution for tiles: `[position, block, in, out]`, with
 * blocks of two output vectors, the last of which may have one.
 */
export function winogradWeights(d: WinogradWeights, job: u32, scratch: usize): void {
  const size = d.size;
  const channels = d.inVectors * 4;
  const tapBytes = <usize>d.vectors * VECTOR_BYTES;
  const positionBytes = transformedBytes(d.inVectors, d.outVectors);
  const end = endOf(job, d.vectors, VECTOR_COST);
  for (let item = startOf(job, VECTOR_COST); item < end; item++) {
    const channel = item / d.outVectors;
    const vector = item % d.outVectors;
    const block = vector >> 1;
    const inBlock = min<u32>(2, d.outVectors - 2 * block);
    const at = block * 2 * channels + channel * inBlock + (vector & 1);
    const from = d.weights + <usize>item * VECTOR_BYTES;
    const to = d.transformed + <usize>at * VECTOR_BYTES;
    for (let column: u32 = 0; column < size; column++) {
      const source = from + column * tapBytes;
      const line = scratch + column * VECTOR_BYTES;
      if (size === 3) weights3Column(source, line, size * tapBytes);
      else weights5Column(source, line, size * tapBytes);
    }
    for (let row: u32 = 0; row < SIDE; row++) {
      const line = scratch + row * ROW_BYTES;
      const target = to + row * SIDE * positionBytes;
      if (size === 3) weights3Row(line, target, positionBytes);
      else weights5Row(line, target, positionBytes);
    }
  }
}
