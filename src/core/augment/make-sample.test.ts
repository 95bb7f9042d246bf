import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { RECIPES } from "../recipe/presets.ts";
import { type Border, squaredDistance } from "../targets/squared-distance.ts";
import { computeTargets } from "../targets/targets.ts";
import { unitVectors } from "../targets/unit-vectors.ts";
import type { Augmentation } from "./augmentation.ts";
import { makeSample } from "./make-sample.ts";
import { AUGMENTATION_PRESETS } from "./presets.ts";
import { createRandom } from "./random.ts";
import type { Sample, StaleVectors } from "./sample.ts";
import { drawSource, type Source, sourceOf } from "./testing/draw-source.ts";

const NONE = AUGMENTATION_PRESETS.none;

async function sampleOf(
  source: Source,
  crop: number,
  augmentation: Augmentation,
  seed: number,
  border: Border = "open",
) {
  const made = await makeSample(source.whole, { crop, augmentation, border, random: createRandom(seed) });
  return { sample: made.sample, stale: await made.stale() };
}

const ALWAYS = { probability: 1 };
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];

describe("without augmentation", () => {
  test("a crop of the image's size is the image, with correct stale vectors", async () => {
    const source = drawSource(48, 48, 7, 1);
    const { sample, stale } = await sampleOf(source, 48, NONE, 5);
    expect(sample.image).toEqual(source.image.data);
    expect(sample.labels).toEqual(source.labels.data);
    expect(sample.inside.includes(0)).toBe(false);
    expect(stale.unitVectors).toEqual(sample.unitVectors);
    expect(stale.angle.every((angle) => angle === 0)).toBe(true);
  });

  test("a smaller crop is a window of the image", async () => {
    const source = drawSource(64, 80, 9, 2);
    const { sample } = await sampleOf(source, 32, NONE, 6);
    const starts = new Set<number>();
    for (let start = 0; start + 31 * 80 + 32 <= source.image.data.length; start++) {
      const same = sample.image.every(
        (value, pixel) => value === source.image.data[start + Math.floor(pixel / 32) * 80 + (pixel % 32)],
      );
      if (same) starts.add(start);
    }
    expect(starts.size).toBe(1);
  });
});

/** 90° rotations and flips, as index and vector rules independent of the pipeline. */
const RIGID: [name: string, changes: Partial<Augmentation>, rotations: number][] = [
  ["mirrored top to bottom", { flipVertical: ALWAYS }, 0],
  ["mirrored left to right", { flipHorizontal: ALWAYS }, 0],
  ["turned by quarters", { rotate90: ALWAYS }, 1],
  ["mirrored both ways and turned", { flipVertical: ALWAYS, flipHorizontal: ALWAYS, rotate90: ALWAYS }, 1],
];

interface Square {
  readonly side: number;
  readonly at: (row: number, column: number) => readonly [row: number, column: number];
  readonly rotate: (down: number, right: number) => readonly [down: number, right: number];
}

/** The eight symmetries of a square of `side` px: source of each pixel, and transform of a vector. */
function symmetries(side: number): Square[] {
  const last = side - 1;
  const quarter: Square[] = [
    { side, at: (r, c) => [r, c], rotate: (d, x) => [d, x] },
    { side, at: (r, c) => [last - c, r], rotate: (d, x) => [x, -d] },
    { side, at: (r, c) => [last - r, last - c], rotate: (d, x) => [-d, -x] },
    { side, at: (r, c) => [c, last - r], rotate: (d, x) => [-x, d] },
  ];
  const mirrored = quarter.map(
    ({ at, rotate }): Square => ({
      side,
      at: (r, c) => {
        const [row, column] = at(r, c);
        return [last - row, column];
      },
      rotate: (d, x) => rotate(-d, x),
    }),
  );
  return [...quarter, ...mirrored];
}

/** Vector of a pixel: down, right. */
function vectorAt({ unitVectors }: { readonly unitVectors: Float32Array }, pixel: number): [number, number] {
  return [unitVectors[2 * pixel], unitVectors[2 * pixel + 1]];
}

function matches(source: Source, sample: Sample, { side, at, rotate }: Square) {
  const vectors = unitVectors(source.labels, squaredDistance(source.labels, "open"));
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const pixel = row * side + column;
      const [fromRow, fromColumn] = at(row, column);
      const from = fromRow * side + fromColumn;
      if (sample.image[pixel] !== source.image.data[from]) return false;
      if (sample.labels[pixel] !== source.labels.data[from]) return false;
      const [down, right] = rotate(...vectorAt(vectors, from));
      const [ownDown, ownRight] = vectorAt(sample, pixel);
      if (Math.abs(ownDown - down) > 1e-6 || Math.abs(ownRight - right) > 1e-6) return false;
    }
  }
  return true;
}

describe.each(RIGID)("a sample %s", (_, changes, rotations) => {
  test("equals the transformed image bit for bit, with exactly transformed vectors", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer(), async (drawn, rolled) => {
        const source = drawSource(32, 32, 6, drawn);
        const { sample } = await sampleOf(source, 32, { ...NONE, ...changes }, rolled);
        const found = symmetries(32).filter((symmetry) => matches(source, sample, symmetry));
        expect(found).toHaveLength(1);
      }),
      { numRuns: 20 },
    );
    if (rotations === 0) return;
    const source = drawSource(32, 32, 6, 3);
    const seen = new Set<number>();
    for (let roll = 0; roll < 32; roll++) {
      const { sample } = await sampleOf(source, 32, { ...NONE, ...changes }, roll);
      seen.add(symmetries(32).findIndex((symmetry) => matches(source, sample, symmetry)));
    }
    expect(seen.size).toBe(4);
  });
});

describe("a rotation by 33 degrees", () => {
  const DEGREES = 33;
  const augmentation = { ...NONE, rotation: { probability: 1, degrees: DEGREES } };
  // The angle is drawn from -33..33; a generator that always returns the upper end gives 33.
  const upperEnd = {
    ...createRandom(1),
    chance: (p: number) => p > 0,
    uniform: (_low: number, high: number) => high,
  };
  const source = drawSource(160, 160, 24, 4);
  let sample: Sample;
  let stale: StaleVectors;
  beforeAll(async () => {
    const made = await makeSample(source.whole, { crop: 96, augmentation, border: "open", random: upperEnd });
    sample = made.sample;
    stale = await made.stale();
  });

  test("leaves stale vectors wrong by about 33 degrees", () => {
    const angles = [...stale.angle].filter((angle) => angle > 0);
    expect(angles.length).toBeGreaterThan(500);
    expect(median(angles)).toBeGreaterThan(DEGREES - 3);
    expect(median(angles)).toBeLessThan(DEGREES + 3);
  });

  test("gives correct vectors equal to those of the original image, rotated", () => {
    const radians = (DEGREES * Math.PI) / 180;
    const errors: number[] = [];
    for (let pixel = 0; pixel < sample.valid.length; pixel++) {
      if (!sample.valid[pixel] || !stale.valid[pixel]) continue;
      // The rotation of the image maps (1, 0) to (cos, sin).
      const [staleDown, staleRight] = vectorAt(stale, pixel);
      const [ownDown, ownRight] = vectorAt(sample, pixel);
      const down = staleDown * Math.cos(radians) - staleRight * Math.sin(radians);
      const right = staleDown * Math.sin(radians) + staleRight * Math.cos(radians);
      const dot = down * ownDown + right * ownRight;
      const cross = down * ownRight - right * ownDown;
      errors.push((Math.atan2(cross, dot) * 180) / Math.PI);
    }
    expect(errors.length).toBeGreaterThan(500);
    // Single vectors differ, since edges of resampled labels are jagged; on average they are not rotated.
    expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThan(2);
    expect(median(errors.map(Math.abs))).toBeLessThan(12);
  });
});

describe("the area outside the image", () => {
  const source = drawSource(40, 40, 8, 5);

  test.each(["reflect", "zero"] as const)("is filled (%s), with no target and no weight", async (padding) => {
    const { sample } = await sampleOf(source, 64, { ...NONE, padding }, 1);
    const outside = [...sample.inside].filter((value) => value === 0).length;
    expect(outside).toBe(64 * 64 - 40 * 40);
    for (let pixel = 0; pixel < sample.inside.length; pixel++) {
      if (sample.inside[pixel] === 1) continue;
      expect([sample.valid[pixel], sample.weight[pixel]]).toEqual([0, 0]);
      if (padding === "zero") expect(sample.labels[pixel]).toBe(0);
    }
    expect(sample.valid.includes(1)).toBe(true);
  });

  test("counts as background for a closed border only", async () => {
    const full = sourceOf(
      { rows: 16, columns: 16, data: new Float32Array(256).fill(1) },
      {
        rows: 16,
        columns: 16,
        data: Int32Array.from({ length: 256 }, (_, pixel) => (pixel % 16 < 8 ? 1 : 0)),
      },
    );
    const open = (await sampleOf(full, 32, NONE, 1)).sample;
    const closed = (await sampleOf(full, 32, NONE, 1, "closed")).sample;
    const firstPixel = 8 * 32 + 8;
    expect(open.distance[firstPixel]).toBe(8);
    expect(closed.distance[firstPixel]).toBe(1);
  });
});

describe.each(["reflect", "zero"] as const)("an image smaller than the crop, filled (%s)", (padding) => {
  const source = drawSource(40, 40, 8, 5);
  const START = 12;

  test.each(["open", "closed"] as const)(
    "has its own targets, determined by the border (%s), not by the padding",
    async (border) => {
      const { sample } = await sampleOf(source, 64, { ...NONE, padding }, 1, border);
      const expected = computeTargets(source.labels, { border });
      for (const name of ["distance", "level", "unitVectors", "valid", "weight"] as const) {
        const channels = expected[name].length / source.labels.data.length;
        const own = Array.from(expected[name], (_, at) => {
          const pixel = Math.floor(at / channels);
          const row = START + Math.floor(pixel / 40);
          return sample[name][channels * (row * 64 + START + (pixel % 40)) + (at % channels)];
        });
        expect(own, name).toEqual([...expected[name]]);
      }
    },
  );

  test("zero padding leaves zeros on filled pixels", async () => {
    const { sample } = await sampleOf(source, 64, { ...NONE, padding: "zero" }, 1);
    for (const name of ["labels", "mask", "distance", "level", "unitVectors"] as const) {
      const channels = sample[name].length / sample.inside.length;
      const filled = Array.from(sample[name]).filter(
        (_, at) => sample.inside[Math.floor(at / channels)] === 0,
      );
      expect(filled.every((value) => value === 0)).toBe(true);
    }
  });
});

test("elastic displacement changes the source of pixels", async () => {
  const source = drawSource(96, 96, 12, 11);
  const elastic = { probability: 1, amplitude: 3, spacing: 24 };
  const bent = (await sampleOf(source, 96, { ...NONE, elastic }, 3)).sample;
  expect(bent.labels).not.toEqual(source.labels.data);
  const moved = bent.labels.filter((id, pixel) => id !== source.labels.data[pixel]).length;
  expect(moved / bent.labels.length).toBeLessThan(0.3);
});

test("the mask is padded like the image for either border", async () => {
  const source = drawSource(40, 40, 8, 5);
  const open = (await sampleOf(source, 64, NONE, 1)).sample;
  const closed = (await sampleOf(source, 64, NONE, 1, "closed")).sample;
  expect(closed.mask).toEqual(open.mask);
  expect(closed.mask.some((on, pixel) => on === 1 && closed.inside[pixel] === 0)).toBe(true);
  const zero = (await sampleOf(source, 64, { ...NONE, padding: "zero" }, 1)).sample;
  expect(zero.mask.some((on, pixel) => on === 1 && zero.inside[pixel] === 0)).toBe(false);
});

test("area weights are computed after scaling", async () => {
  const source = drawSource(64, 64, 6, 8);
  const { sample } = await sampleOf(
    source,
    64,
    { ...NONE, scale: { probability: 1, low: 1.5, high: 1.5 } },
    2,
  );
  const { weight } = computeTargets({ rows: 64, columns: 64, data: sample.labels }, { border: "open" });
  expect(sample.weight).toEqual(weight);
});

test("a sample depends on its keys only", async () => {
  const heavy = AUGMENTATION_PRESETS.heavy;
  const source = drawSource(100, 90, 14, 9);
  const again = drawSource(100, 90, 14, 9);
  for (let roll = 0; roll < 5; roll++) {
    const first = await sampleOf(source, 48, heavy, roll);
    await sampleOf(source, 48, heavy, roll + 100);
    expect(await sampleOf(again, 48, heavy, roll)).toEqual(first);
  }
  const [one, two] = [await sampleOf(source, 48, heavy, 1), await sampleOf(source, 48, heavy, 2)];
  expect(one.sample.image).not.toEqual(two.sample.image);
});

test("heavy augmentation gives finite images and ids of the source only", async () => {
  const source = drawSource(120, 120, 16, 10);
  const ids = new Set(source.labels.data);
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (roll) => {
      const { sample } = await sampleOf(source, RECIPES.tiny.crop, AUGMENTATION_PRESETS.heavy, roll);
      expect(sample.image.every(Number.isFinite)).toBe(true);
      expect(sample.labels.every((id) => ids.has(id))).toBe(true);
    }),
    { numRuns: 50 },
  );
});
