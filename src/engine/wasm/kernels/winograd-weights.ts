import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { VECTOR_BYTES } from "./vectors";
import { TILE_BYTES } from "./winograd-tile";
import { transformWeights3, transformWeights5 } from "./winograd-transforms";

/** Time of a vector of all taps, in vectors of simple arithmetic. */
const VECTOR_COST: u32 = 150;

@unmanaged
export class WinogradWeights extends DispatchRecord {
  weights: usize;
  transformed: usize;
  inVectors: u32;
  outVectors: u32;
  /** From one position to the next. */
  positionVectors: u32;
  size: u32;

  /** Vectors of one tap. */
  get vectors(): u32 {
    return this.inVectors * 4 * this.outVectors;
  }
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
  const positionBytes = d.positionVectors * VECTOR_BYTES;
  const end = endOf(job, d.vectors, VECTOR_COST);
  for (let item = startOf(job, VECTOR_COST); item < end; item++) {
    const channel = item / d.outVectors;
    const vector = item % d.outVectors;
    const block = vector >> 1;
    const inBlock = min<u32>(2, d.outVectors - 2 * block);
    const at = block * 2 * channels + channel * inBlock + (vector & 1);
    const from = d.weights + <usize>item * VECTOR_BYTES;
    const to = d.transformed + <usize>at * VECTOR_BYTES;
    const rowBytes = size * tapBytes;
    if (size === 3) transformWeights3(from, to, scratch, rowBytes, tapBytes, positionBytes);
    else transformWeights5(from, to, scratch, rowBytes, tapBytes, positionBytes);
  }
}
