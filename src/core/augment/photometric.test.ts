import { describe, expect, test } from "vitest";
import { changeIntensities } from "./draw-transforms.ts";
import { applyBlur, applyGamma, applyIllumination } from "./photometric.ts";
import { AUGMENTATION_PRESETS } from "./presets.ts";
import { createRandom, type Random } from "./random.ts";

const NONE = AUGMENTATION_PRESETS.none;
const SIDE = 32;
const DEVIATION = 0.25;

/** Draws the upper end of every range, i.e. the maximum strength of a transform. */
const UPPER: Random = { ...createRandom(1), uniform: (_low, high) => high, chance: (p) => p > 0 };

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

function spread(values: Float32Array): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

test("gamma keeps the ends of the image's own range", () => {
  const image = Float32Array.of(-1, 0, 1, 3);
  applyGamma(image, 2);
  expect([...image]).toEqual([-1, -0.75, 0, 3]);
  const flat = Float32Array.of(2, 2);
  applyGamma(flat, 2);
  expect([...flat]).toEqual([2, 2]);
});

test("the illumination gradient has the given slope per pixel along its direction and is 0 at the centre", () => {
  const down = new Float32Array(SIDE * SIDE);
  applyIllumination(down, SIDE, 0.1, 0);
  expect(down[5 * SIDE] - down[4 * SIDE]).toBeCloseTo(0.1, 5);
  expect(down[5]).toBeCloseTo(down[0], 6);
  expect(mean(down)).toBeCloseTo(0, 5);
  const right = new Float32Array(SIDE * SIDE);
  applyIllumination(right, SIDE, 0.1, Math.PI / 2);
  expect(right[5] - right[4]).toBeCloseTo(0.1, 5);
  expect(right[5 * SIDE]).toBeCloseTo(right[0], 6);
});

describe("blur", () => {
  test.each([0.7, 1, 1.5])("spreads a point along both axes with sigma %s px and keeps the sum", (sigma) => {
    const image = new Float32Array(SIDE * SIDE);
    image[16 * SIDE + 16] = 1;
    applyBlur(image, SIDE, sigma);
    const moment = (of: (pixel: number) => number) =>
      image.reduce((sum, value, pixel) => sum + value * (of(pixel) - 16) ** 2, 0);
    expect(mean(image) * image.length).toBeCloseTo(1, 5);
    expect(Math.sqrt(moment((pixel) => pixel % SIDE))).toBeCloseTo(sigma, 1);
    expect(Math.sqrt(moment((pixel) => Math.floor(pixel / SIDE)))).toBeCloseTo(sigma, 1);
  });

  test("leaves a constant image unchanged up to its edge", () => {
    const image = new Float32Array(SIDE * SIDE).fill(3);
    applyBlur(image, SIDE, 1.5);
    for (const value of image) expect(value).toBeCloseTo(3, 5);
  });
});

describe("strengths are in units of the image's standard deviation", () => {
  const constant = () => new Float32Array(SIDE * SIDE).fill(2);

  test("gain multiplies, then offset adds", () => {
    const image = constant();
    const gainOffset = { probability: 1, gain: 0.5, offset: 2 };
    changeIntensities({ image, side: SIDE, deviation: DEVIATION }, { ...NONE, gainOffset }, UPPER);
    for (const value of image) expect(value).toBeCloseTo(2 * 1.5 + 2 * DEVIATION, 6);
  });

  test("noise", () => {
    const image = constant();
    const noise = { probability: 1, deviation: 0.4 };
    changeIntensities({ image, side: SIDE, deviation: DEVIATION }, { ...NONE, noise }, UPPER);
    expect(Math.abs(spread(image) / (0.4 * DEVIATION) - 1)).toBeLessThan(0.1);
    expect(mean(image)).toBeCloseTo(2, 1);
  });

  test("the illumination gradient reaches its amplitude at the edge of the crop", () => {
    const image = constant();
    const illumination = { probability: 1, amplitude: 0.8 };
    changeIntensities({ image, side: SIDE, deviation: DEVIATION }, { ...NONE, illumination }, UPPER);
    const most = image.reduce((largest, value) => Math.max(largest, Math.abs(value - 2)), 0);
    expect(most).toBeGreaterThan(0.9 * 0.8 * DEVIATION);
    expect(most).toBeLessThanOrEqual(0.8 * DEVIATION);
  });

  test("gamma and blur are applied when drawn", () => {
    const ramp = () => Float32Array.from({ length: SIDE * SIDE }, (_, pixel) => pixel % 2);
    const blurred = ramp();
    changeIntensities(
      { image: blurred, side: SIDE, deviation: DEVIATION },
      { ...NONE, blur: { probability: 1, sigma: 2 } },
      UPPER,
    );
    expect(spread(blurred)).toBeLessThan(0.1);
    const bent = Float32Array.of(0, 0.5, 0.5, 1);
    changeIntensities(
      { image: bent, side: 2, deviation: DEVIATION },
      { ...NONE, gamma: { probability: 1, low: 1, high: 2 } },
      UPPER,
    );
    expect(bent[1]).toBeCloseTo(0.25, 6);
  });
});

test("without drawn transforms nothing changes", () => {
  const image = Float32Array.from({ length: SIDE * SIDE }, (_, pixel) => Math.sin(pixel));
  const before = image.slice();
  changeIntensities({ image, side: SIDE, deviation: DEVIATION }, NONE, createRandom(4));
  expect(image).toEqual(before);
});
