import type { MemoryLimits } from "../device/memory-limits.ts";
import type { MemoryNeed } from "./plan-memory.ts";

/** Whether the memory is within the limits. */
export function fits({ bytes, largest }: MemoryNeed, limits: MemoryLimits): boolean {
  return bytes <= limits.total && largest <= limits.buffer;
}

/** Guesses after which the search halves: plans whose memory is far from a line have misled it. */
const MAX_GUESSES = 6;

/** Share of the limits that the memory takes: at most 1 if it fits. */
const shareOf = ({ bytes, largest }: MemoryNeed, { total, buffer }: MemoryLimits) =>
  Math.max(bytes / total, largest / buffer);

/**
 * The largest batch up to `max` that fits; 0 when not even one image does. Assumes that memory grows with
 * the batch. Each call of `need` compiles plans, and memory is nearly linear in the batch: the search goes where a
 * line through two batches meets the limit.
 */
export function largestBatch(need: (batch: number) => MemoryNeed, limits: MemoryLimits, max: number): number {
  let [fitting, tooLarge] = [0, max + 1];
  let [previous, latest] = [
    { batch: 0, share: 0 },
    { batch: 0, share: 0 },
  ];
  for (let guesses = 0; tooLarge - fitting > 1; guesses++) {
    const slope = (latest.share - previous.share) / (latest.batch - previous.batch);
    const met = latest.batch + Math.floor((1 - latest.share) / slope);
    const middle = Math.floor((fitting + tooLarge) / 2);
    // Two small batches begin the line.
    const guess = guesses < 2 ? guesses + 1 : guesses < MAX_GUESSES && Number.isFinite(met) ? met : middle;
    const batch = Math.min(Math.max(guess, fitting + 1), tooLarge - 1);
    const needed = need(batch);
    [previous, latest] = [latest, { batch, share: shareOf(needed, limits) }];
    if (fits(needed, limits)) fitting = batch;
    else tooLarge = batch;
  }
  return fitting;
}
