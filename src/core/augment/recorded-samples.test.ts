import { expect, test } from "vitest";
import { wholeBox } from "../raster/plane.ts";
import { splitVectors } from "../raster/vectors.ts";
import { hashOf } from "../testing/hash-of.ts";
import type { Augmentation } from "./augmentation.ts";
import { makeSample } from "./make-sample.ts";
import { AUGMENTATION_PRESETS } from "./presets.ts";
import { createRandom } from "./random.ts";
import { WholeImage } from "./source-image.ts";

const SIDE = 80;

/** Discs on a textured background. */
function source(): WholeImage {
  const random = createRandom(11);
  const labels = new Int32Array(SIDE * SIDE);
  for (let id = 1; id <= 9; id++) {
    const [row, column, radius] = [random.uniform(0, SIDE), random.uniform(0, SIDE), random.uniform(5, 12)];
    labels.forEach((_, pixel) => {
      const [down, right] = [Math.floor(pixel / SIDE) - row, (pixel % SIDE) - column];
      if (down * down + right * right <= radius * radius) labels[pixel] = id;
    });
  }
  const image = Float32Array.from(labels, (id) => (id > 0 ? 1 : 0) + 0.2 * random.normal());
  const size = { rows: SIDE, columns: SIDE };
  const place = { of: size, box: wholeBox(size) };
  return new WholeImage({ image: { ...place, data: image }, labels: { ...place, data: labels } }, 0.5);
}

async function hashOfSamples(augmentation: Augmentation): Promise<string> {
  const image = source();
  const hashes: string[] = [];
  for (let seed = 0; seed < 12; seed++) {
    const random = createRandom(seed);
    const { sample, stale } = await makeSample(image, { crop: 48, augmentation, border: "open", random });
    const { unitVectors, angle } = await stale();
    const { level, valid, weight, inside } = sample;
    hashes.push(
      hashOf(sample.image, sample.labels, ...splitVectors(sample.unitVectors), level, valid, weight, inside),
    );
    hashes.push(hashOf(...splitVectors(unitVectors), angle));
  }
  return hashOf(new TextEncoder().encode(hashes.join()));
}

const { none, light, heavy } = AUGMENTATION_PRESETS;
const SOMETIMES = { probability: 0.6 };

const RECORDED: readonly [name: string, hash: string, augmentation: Augmentation][] = [
  ["none", "7db112fe", none],
  ["light", "7d2eef5c", light],
  ["heavy", "9d9b3ca2", heavy],
  ["heavy, beyond the image zero", "374e8da7", { ...heavy, padding: "zero" }],
  [
    "all flips and 90° rotations",
    "d42e6fb5",
    { ...none, flipVertical: SOMETIMES, flipHorizontal: SOMETIMES, rotate90: SOMETIMES },
  ],
  [
    "rotation and scale",
    "1eeed343",
    {
      ...light,
      rotation: { probability: 0.6, degrees: 40 },
      scale: { probability: 0.6, low: 0.6, high: 1.8 },
    },
  ],
  ["elastic", "f7d97568", { ...light, elastic: { probability: 0.6, amplitude: 3, spacing: 16 } }],
  [
    "gamma and gain",
    "61fb0f41",
    {
      ...none,
      gamma: { probability: 0.6, low: 0.5, high: 2 },
      gainOffset: { probability: 0.6, gain: 0.4, offset: 0.3 },
    },
  ],
  [
    "illumination, blur and noise",
    "6a13ecbd",
    {
      ...none,
      illumination: { probability: 0.6, amplitude: 0.7 },
      blur: { probability: 0.6, sigma: 2 },
      noise: { probability: 0.6, deviation: 0.4 },
    },
  ],
];

test.each(RECORDED)("samples of a seed stay bit-identical: %s", async (_, hash, augmentation) => {
  expect(await hashOfSamples(augmentation)).toBe(hash);
});
