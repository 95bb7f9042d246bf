import { expect, test } from "vitest";
import { createRandom } from "./random.ts";

const COUNT = 20_000;

function take(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, draw);
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test("equal keys give equal streams, other keys different ones", () => {
  const stream = (...keys: number[]) => {
    const random = createRandom(...keys);
    return take(8, () => random.integer(2 ** 31)).join();
  };
  expect(stream(1, 2, 3)).toBe(stream(1, 2, 3));
  const streams = new Set([
    stream(),
    stream(0),
    stream(1),
    stream(1, 2),
    stream(2, 1),
    stream(1, 2, 0),
    stream(2 ** 32 + 1),
  ]);
  expect(streams.size).toBe(7);
});

test("the first numbers of neighbouring keys are uncorrelated", () => {
  const firsts = Array.from({ length: COUNT }, (_, key) => createRandom(7, key).uniform(0, 1));
  expect(mean(firsts)).toBeCloseTo(0.5, 1);
  const products = firsts.slice(1).map((value, index) => (value - 0.5) * (firsts[index] - 0.5));
  expect(Math.abs(mean(products))).toBeLessThan(0.005);
});

test("uniform, integer, chance and normal have the documented means and spreads", () => {
  const random = createRandom(42);
  const uniform = take(COUNT, () => random.uniform(-2, 4));
  expect(mean(uniform)).toBeCloseTo(1, 1);
  expect(Math.min(...uniform)).toBeGreaterThanOrEqual(-2);
  expect(Math.max(...uniform)).toBeLessThan(4);
  const whole = take(COUNT, () => random.integer(5));
  expect(new Set(whole)).toEqual(new Set([0, 1, 2, 3, 4]));
  expect(mean(take(COUNT, () => (random.chance(0.3) ? 1 : 0)))).toBeCloseTo(0.3, 1);
  const normal = take(COUNT, () => random.normal());
  expect(mean(normal)).toBeCloseTo(0, 1);
  expect(mean(normal.map((value) => value ** 2))).toBeCloseTo(1, 1);
});

test("a chance of 0 never occurs, a chance of 1 always", () => {
  const random = createRandom(3);
  expect(take(1000, () => Number(random.chance(0))).includes(1)).toBe(false);
  expect(take(1000, () => Number(random.chance(1))).includes(0)).toBe(false);
});
