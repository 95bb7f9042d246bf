import { describe, expect, it } from "vitest";
import { dropoutMask, dropThreshold, pcg4d } from "./dropout-mask.ts";

const SHAPE = [2, 60, 60, 8];
const LENGTH = 2 * 60 * 60 * 8;
const KEY = { number: 0, pass: 1, seed: 7 };

/** Five standard deviations of the mean of `draws` Bernoulli draws with probability `p`. */
const margin = (p: number, draws: number) => 5 * Math.sqrt((p * (1 - p)) / draws);

const dropped = (rate: number, key = KEY) =>
  Array.from(dropoutMask(SHAPE, rate, key), (factor) => Number(factor === 0));

const mean = (flags: readonly number[]) => flags.reduce((sum, flag) => sum + flag, 0) / flags.length;

/** Correlation of two lists of equal length. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const covariance = mean(a.map((value, at) => (value - meanA) * (b[at] - meanB)));
  return covariance / Math.sqrt(meanA * (1 - meanA) * meanB * (1 - meanB));
}

describe("pcg4d", () => {
  // Computed by a transcription of the paper's code into arbitrary-precision integers, reduced modulo 2^32.
  const KNOWN = new Map<readonly [number, number, number, number], readonly number[]>([
    [
      [0, 0, 0, 0],
      [251852841, 760645481, 850445371, 3542436074],
    ],
    [
      [1, 2, 3, 4],
      [908250390, 4044648920, 3775961919, 45698095],
    ],
    [
      [123456, 1, 9999999, 2147483647],
      [2751352209, 1762524897, 1889786919, 3349224567],
    ],
    [
      [4294967295, 4294967295, 4294967295, 4294967295],
      [2538526866, 3222658151, 2677364576, 2713428488],
    ],
  ]);

  it("matches reference values", () => {
    for (const [key, expected] of KNOWN) {
      const words = Uint32Array.from(key);
      pcg4d(new Int32Array(words.buffer));
      expect([...words]).toEqual(expected);
    }
  });
});

describe("the dropout mask", () => {
  it.each([0.1, 0.3, 0.5, 0.9])("drops the given fraction and preserves the mean, rate %d", (rate) => {
    expect(Math.abs(mean(dropped(rate)) - rate)).toBeLessThan(margin(rate, LENGTH));
    const kept = Math.fround(1 / (1 - rate));
    expect(new Set(dropoutMask(SHAPE, rate, KEY))).toEqual(new Set([0, kept]));
  });

  it("drops nothing at rate 0", () => {
    expect(dropThreshold(0)).toBe(0);
    expect(dropped(0)).not.toContain(1);
  });

  it("is reproducible for the same key", () => {
    expect(dropoutMask(SHAPE, 0.3, KEY)).toEqual(dropoutMask(SHAPE, 0.3, KEY));
  });

  it.each([
    ["pass", { ...KEY, pass: 2 }],
    ["dropout", { ...KEY, number: 1 }],
    ["seed", { ...KEY, seed: 8 }],
  ])("is uncorrelated with that of the next %s", (_, key) => {
    expect(Math.abs(correlation(dropped(0.3), dropped(0.3, key)))).toBeLessThan(5 / Math.sqrt(LENGTH));
  });

  it.each([
    ["channel", 1],
    ["vector", 4],
    ["pixel", 8],
    ["row", 60 * 8],
    ["image", LENGTH / 2],
  ])("is uncorrelated with itself shifted by one %s", (_, offset) => {
    const flags = dropped(0.3);
    const shifted = correlation(flags.slice(0, -offset), flags.slice(offset));
    expect(Math.abs(shifted)).toBeLessThan(5 / Math.sqrt(LENGTH - offset));
  });

  it("drops the given fraction of each channel when channels do not fill vectors", () => {
    const mask = dropoutMask([1, 100, 100, 3], 0.3, KEY);
    for (const channel of [0, 1, 2]) {
      const flags = Array.from({ length: 10_000 }, (_, pixel) => Number(mask[3 * pixel + channel] === 0));
      expect(Math.abs(mean(flags) - 0.3)).toBeLessThan(margin(0.3, 10_000));
    }
  });
});
