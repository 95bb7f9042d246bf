import type { MemoryLimits } from "../device/memory-limits.ts";
import type { MemoryNeed } from "./plan-memory.ts";

/** Whether the memory is within the limits. */
export function fits({ bytes, largest }: MemoryNeed, limits: MemoryLimits): boolean {
  return bytes <= limits.total && largest <= limits.buffer;
}

/**
 * The largest batch up to `max` that fits; 0 when not even one image does. Assumes that memory grows with
 * the batch.
 */
export function largestBatch(need: (batch: number) => MemoryNeed, limits: MemoryLimits, max: number): number {
  let [fitting, tooLarge] = [0, max + 1];
  // Starts with small batches, because plans of large ones take longer to compile.
  while (tooLarge - fitting > 1) {
    const doubled = Math.max(1, 2 * fitting);
    const batch = doubled < tooLarge ? doubled : Math.floor((fitting + tooLarge) / 2);
    if (fits(need(batch), limits)) fitting = batch;
    else tooLarge = batch;
  }
  return fitting;
}
