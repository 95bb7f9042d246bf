/** Reads all values of an image in parts: each time the same values in the same order. None may be NaN. */
export type Passes = () => AsyncIterable<Float32Array>;

const HALF_BITS = 16;
const BINS = 2 ** HALF_BITS;
const SIGN = 0x80000000;

/** The bits of a float as a whole number that rises with the float; -0 comes before 0. */
const keyOf = (bits: number) => (bits & SIGN ? ~bits : bits | SIGN) >>> 0;

function floatOf(key: number): number {
  const bits = key & SIGN ? key ^ SIGN : ~key;
  return new Float32Array(Uint32Array.of(bits).buffer)[0];
}

/** The bin in which the value of a rank lies, and its rank there. */
function binOf(counts: Uint32Array, rank: number): { bin: number; rank: number } {
  let left = rank;
  let bin = 0;
  while (left >= counts[bin]) {
    left -= counts[bin];
    bin += 1;
  }
  return { bin, rank: left };
}

/** Counts the keys of all values by `halfOf` into the array that `countsOf` has for a key. */
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
 * The values that would have these ranks (from 0) if all were sorted, exactly: values are counted by the upper half of
 * their bits, then those of the bins that matter by the lower. Two passes, little memory whatever the number of values.
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
