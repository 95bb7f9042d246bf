/** Reads all values of an image in parts, in the same order on every call. None may be NaN. */
export type Passes = () => AsyncIterable<Float32Array>;

const HALF_BITS = 16;
const BINS = 2 ** HALF_BITS;
const SIGN = 0x80000000;

/** Maps the bits of a float to an integer with the same order; -0 precedes 0. */
const keyOf = (bits: number) => (bits & SIGN ? ~bits : bits | SIGN) >>> 0;

function floatOf(key: number): number {
  const bits = key & SIGN ? key ^ SIGN : ~key;
  return new Float32Array(Uint32Array.of(bits).buffer)[0];
}

/** The bin that contains the value of a rank, and its rank within the bin. */
function binOf(counts: Uint32Array, rank: number): { bin: number; rank: number } {
  let left = rank;
  let bin = 0;
  while (left >= counts[bin]) {
    left -= counts[bin];
    bin += 1;
  }
  return { bin, rank: left };
}

/** Histogram of all values: adds each key at `halfOf(key)` to the counts from `countsOf(key)`, if any. */
async function countKeys(
  passes: Passes,
  countsOf: (key: number) => Uint32Array | undefined,
  halfOf: (key: number) => number,
): Promise<void> {
  for await (const values of passes()) {
    for (const bits of new Uint32Array(values.buffer, values.byteOffset, values.length)) {
      const key = keyOf(bits);
      const counts = countsOf(key);
      if (counts) counts[halfOf(key)] += 1;
    }
  }
}

/**
 * Exact values at these ranks (from 0) of the sorted values: a histogram of the upper half of the bits, then
 * of the lower half in the relevant bins. Two passes; the memory does not depend on the number of values.
 */
export async function orderStatistics(passes: Passes, ranks: readonly number[]): Promise<number[]> {
  const upper = new Uint32Array(BINS);
  await countKeys(
    passes,
    () => upper,
    (key) => key >>> HALF_BITS,
  );
  const places = ranks.map((rank) => binOf(upper, rank));
  const lower = new Array<Uint32Array | undefined>(BINS).fill(undefined);
  for (const { bin } of places) lower[bin] ??= new Uint32Array(BINS);
  await countKeys(
    passes,
    (key) => lower[key >>> HALF_BITS],
    (key) => key % BINS,
  );
  return places.map(({ bin, rank }) => floatOf(bin * BINS + binOf(lower[bin] ?? upper, rank).bin));
}
