import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { VECTOR_BYTES } from "./vectors";

/** Time of a block of 4 x 4 weights, in vectors. */
const BLOCK_COST: u32 = 8;

@unmanaged
export class FlipWeights extends DispatchRecord {
  weights: usize;
  flipped: usize;
  threads: u32;
  taps: u32;
  inVectors: u32;
  outVectors: u32;
}

// @inline
function blocksOf(d: FlipWeights): u32 {
  return d.taps * d.inVectors * d.outVectors;
}

export function flipWeightsJobs(d: FlipWeights): u32 {
  return jobsFor(blocksOf(d), BLOCK_COST);
}

/**
 * Rotates weights `[row, column, in, out]` by 180° and swaps in and out, for the input gradient of a
 * convolution: transposes blocks of four input by four output channels.
 */
export function flipWeights(d: FlipWeights, job: u32): void {
  const inVectors = d.inVectors;
  const outVectors = d.outVectors;
  const inBytes = inVectors * VECTOR_BYTES;
  const outBytes = outVectors * VECTOR_BYTES;
  const end = endOf(job, blocksOf(d), BLOCK_COST);
  for (let block = startOf(job, BLOCK_COST); block < end; block++) {
    const inVector = block % inVectors;
    const outVector = (block / inVectors) % outVectors;
    const tap = block / inVectors / outVectors;
    const weights =
      d.weights + ((d.taps - 1 - tap) * inVectors + inVector) * 4 * outBytes + outVector * VECTOR_BYTES;
    const a = v128.load(weights);
    const b = v128.load(weights + outBytes);
    const c = v128.load(weights + 2 * outBytes);
    const e = v128.load(weights + 3 * outBytes);
    const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const ce01 = v128.shuffle<f32>(c, e, 0, 4, 1, 5);
    const ce23 = v128.shuffle<f32>(c, e, 2, 6, 3, 7);
    const flipped = d.flipped + (tap * outVectors + outVector) * 4 * inBytes + inVector * VECTOR_BYTES;
    v128.store(flipped, v128.shuffle<f32>(ab01, ce01, 0, 1, 4, 5));
    v128.store(flipped + inBytes, v128.shuffle<f32>(ab01, ce01, 2, 3, 6, 7));
    v128.store(flipped + 2 * inBytes, v128.shuffle<f32>(ab23, ce23, 0, 1, 4, 5));
    v128.store(flipped + 3 * inBytes, v128.shuffle<f32>(ab23, ce23, 2, 3, 6, 7));
  }
}
