/** A stream of pseudo-random numbers, determined by its keys. */
export interface Random {
  /** Uniform in low..high, high excluded. */
  uniform(low: number, high: number): number;
  /** Uniform integer in 0..count-1. */
  integer(count: number): number;
  /** True with the given probability, 0..1. */
  chance(probability: number): boolean;
  /** Standard normal. */
  normal(): number;
}

const TWO_TO_32 = 2 ** 32;
/** Weyl step of splitmix32: the odd integer nearest to 2^32 divided by the golden ratio. */
const GOLDEN_STEP = 0x9e3779b9;
/** Initial outputs to discard, until streams of similar keys have diverged. */
const WARM_UP = 12;

/** Finaliser of MurmurHash3: every input bit changes every output bit with probability near one half. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * A random stream with integer keys, e.g. seed, epoch, position: equal keys give equal streams, different
 * keys unrelated ones. Generator: sfc32 of Chris Doty-Humphrey's PractRand; not cryptographically secure.
 */
export function createRandom(...keys: readonly number[]): Random {
  let a = GOLDEN_STEP;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  for (const key of keys) {
    a = mix((a ^ (key >>> 0)) + GOLDEN_STEP);
    b = mix((b + a) ^ Math.floor(key / TWO_TO_32));
    c = mix(c + b + GOLDEN_STEP);
  }
  let counter = 1;

  function next(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  }

  for (let index = 0; index < WARM_UP; index++) next();
  const unit = () => next() / TWO_TO_32;

  return {
    uniform: (low, high) => low + (high - low) * unit(),
    integer: (count) => Math.floor(unit() * count),
    chance: (probability) => unit() < probability,
    // Box-Muller transform, one value of the pair; 1 - unit() avoids the logarithm of 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
  };
}
