/** Vectors of simple arithmetic, one operation each, in a job, which then takes 50 to 100 us. */
const JOB_VECTORS: u32 = 32768;

/** Minimum number of jobs of a dispatch, if it can be divided: two for each of eight threads. */
export const MIN_JOBS: u32 = 16;

/** Quotient, rounded up. */
// @inline
export function ceilDiv(a: u32, b: u32): u32 {
  return (a + b - 1) / b;
}

/**
 * Items that a job processes, if each takes the time of `cost` vectors of simple arithmetic. It depends
 * only on sizes, which makes results independent of the number of threads.
 */
export function itemsPerJob(cost: u32): u32 {
  return max<u32>(1, JOB_VECTORS / max<u32>(1, cost));
}

/** Number of jobs for `items`, each of which takes the time of `cost` vectors. */
export function jobsFor(items: u32, cost: u32): u32 {
  return ceilDiv(items, itemsPerJob(cost));
}

/** First item of a job. */
export function startOf(job: u32, cost: u32): u32 {
  return job * itemsPerJob(cost);
}

/** First item after those of a job. */
export function endOf(job: u32, items: u32, cost: u32): u32 {
  return min(startOf(job + 1, cost), items);
}
