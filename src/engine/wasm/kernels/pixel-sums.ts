import { ceilDiv } from "./jobs";

/**
 * Pixels of one thread of a kernel that writes one vector of sums per thread. A thread processes a
 * contiguous run of pixels; the last threads may have fewer, or none.
 */
export function pixelsPerThread(pixels: u32, threads: u32): u32 {
  return ceilDiv(pixels, threads);
}
