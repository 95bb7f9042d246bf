import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WholeImage } from "../../augment/source-image.ts";
import { wholeBox } from "../../raster/plane.ts";
import { RECIPES } from "../../recipe/presets.ts";
import type { Recipe } from "../../recipe/recipe.ts";
import { partSize, validationParts, validationSample } from "./validation-parts.ts";

const recipe: Recipe = {
  ...RECIPES.tiny,
  crop: 32,
  cropsPerImage: 3,
  augmentation: { ...RECIPES.tiny.augmentation, rotation: { probability: 1, degrees: 180 } },
};

const sides = fc.integer({ min: 1, max: 150 });

/** An image whose pixels are their own index, with a disk as the only cell. */
function indexed(rows: number, columns: number) {
  const size = { rows, columns };
  const image = Float32Array.from({ length: rows * columns }, (_, pixel) => pixel);
  const labels = Int32Array.from(image, (pixel) =>
    Math.hypot(Math.floor(pixel / columns) - rows / 2, (pixel % columns) - columns / 2) < 12 ? 1 : 0,
  );
  const place = { of: size, box: wholeBox(size) };
  return new WholeImage({ image: { ...place, data: image }, labels: { ...place, data: labels } }, 1);
}

describe("parts of a validation image", () => {
  test("tiles have every pixel once, in samples that the networks can downsample", async () => {
    await fc.assert(
      fc.asyncProperty(sides, sides, fc.integer({ min: 1, max: 5 }), async (rows, columns, sixteenths) => {
        const side = 16 * sixteenths;
        const parts = validationParts({ kind: "tiles", side }, recipe, { rows, columns }, 0);
        const seen = new Int32Array(rows * columns);
        const source = indexed(rows, columns);
        for (const part of parts) {
          const sample = await validationSample(source, part, recipe);
          const size = partSize(part, recipe);
          expect([sample.rows, sample.columns]).toEqual([size.rows, size.columns]);
          expect([size.rows % 16, size.columns % 16]).toEqual([0, 0]);
          expect(Math.max(size.rows, size.columns)).toBeLessThanOrEqual(side);
          sample.inside.forEach((inside, pixel) => {
            if (inside > 0) seen[sample.image[pixel]] += 1;
          });
        }
        expect(seen.every((times) => times === 1)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test("one tile of an image that fits is the whole image, and so is a large centre crop", () => {
    fc.assert(
      fc.property(sides, sides, (rows, columns) => {
        const [whole] = validationParts({ kind: "none" }, recipe, { rows, columns }, 0);
        for (const kind of ["tiles", "centre"] as const) {
          expect(validationParts({ kind, side: 160 }, recipe, { rows, columns }, 0)).toEqual([whole]);
        }
      }),
    );
  });

  test("a centre crop is the middle of the image", () => {
    expect(validationParts({ kind: "centre", side: 16 }, recipe, { rows: 20, columns: 37 }, 0)).toEqual([
      { kind: "window", top: 2, left: 10, rows: 16, columns: 16 },
    ]);
  });

  test("augmented crops are the same in every validation and run, and follow only their own seed", async () => {
    const source = indexed(60, 70);
    const size = { rows: 60, columns: 70 };
    const samplesOf = (seed: number, image: number, of: Recipe = recipe) =>
      Promise.all(
        validationParts({ kind: "augmented", seed }, of, size, image).map((part) =>
          validationSample(source, part, of),
        ),
      );
    const samples = await samplesOf(1, 0);
    expect(samples.map(({ rows, columns }) => [rows, columns])).toEqual([
      [32, 32],
      [32, 32],
      [32, 32],
    ]);
    expect(samples[0]).not.toEqual(samples[1]);
    expect(await samplesOf(1, 0, { ...recipe, seed: 99 })).toEqual(samples);
    expect(await samplesOf(2, 0)).not.toEqual(samples);
    expect(await samplesOf(1, 1)).not.toEqual(samples);
    const [plain] = await samplesOf(1, 0, { ...recipe, augmentation: RECIPES.paper.augmentation });
    expect(plain).not.toEqual(samples[0]);
  });
});
