import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Neighbours } from "../raster/label-components.ts";
import { readReferenceArray } from "../targets/testing/reference-arrays.ts";
import { golden } from "../testing/golden.ts";
import { floodSeeds } from "./flood-seeds.ts";

const SHARED = fileURLToPath(new URL("../../../../shared/data/reference_more/watershed/", import.meta.url));
const ABSENT = !existsSync(SHARED);
const WHERE = ABSENT ? " (skipped: the folder ../shared/data is absent)" : "";

function planeOf(path: string) {
  const { shape, data } = readReferenceArray(`${path}.npy`);
  return { rows: shape[0], columns: shape[1], data: Int32Array.from(data) };
}

/**
 * Fraction of the mask's pixels with the same label as from scikit-image; `name` is the prefix of the files.
 */
function agreement(name: string, neighbours: Neighbours): number {
  const [seeds, energy, mask] = ["markers", "energy", "mask"].map((plane) => planeOf(`${name}_${plane}`));
  const expected = planeOf(`${name}_labels_${neighbours}n`);
  const { data } = floodSeeds(seeds, energy.data, mask.data, neighbours);
  expect(data.every((id, pixel) => id === 0 || mask.data[pixel] > 0)).toBe(true);
  const inMask = mask.data.reduce((sum, value) => sum + value, 0);
  return data.filter((id, pixel) => mask.data[pixel] > 0 && id === expected.data[pixel]).length / inMask;
}

describe("the flood equals scikit-image's watershed", () => {
  test.each<[string, Neighbours]>([
    ["no_ties", 4],
    ["no_ties", 8],
    ["component_without_marker", 4],
    ["component_without_marker", 8],
  ])("exactly for distinct energies: %s over %i neighbours", (name, neighbours) => {
    expect(agreement(golden(`watershed/${name}`), neighbours)).toBe(1);
  });

  test.skipIf(ABSENT).each<[string, Neighbours]>([
    ["ties", 4],
    ["ties", 8],
    ["real", 4],
    ["real", 8],
  ])(
    `nearly on plateaus, where the order of the queue decides: %s over %i neighbours${WHERE}`,
    (name, neighbours) => {
      expect(agreement(SHARED + name, neighbours)).toBeGreaterThan(0.98);
    },
  );
});

const COLUMNS = 9;

function row(...values: number[]) {
  return { rows: 1, columns: values.length, data: Int32Array.from(values) };
}

describe("the flood", () => {
  test("meets on the ridge between two seeds, which goes to the lower side", () => {
    const seeds = row(1, 0, 0, 0, 0, 2);
    const energy = Int32Array.of(0, 1, 2, 5, 1, 0);
    expect([...floodSeeds(seeds, energy, [1, 1, 1, 1, 1, 1], 4).data]).toEqual([1, 1, 1, 2, 2, 2]);
  });

  test("skips pixels that no seed reaches through the mask, and seeds outside it", () => {
    const seeds = row(1, 0, 7, 0, 0);
    expect([...floodSeeds(seeds, new Int32Array(5), [1, 1, 0, 1, 1], 8).data]).toEqual([1, 1, 0, 0, 0]);
  });

  test("fills every component of the mask that contains a seed, for any energies", () => {
    const plane = fc.array(
      fc.record({ energy: fc.integer({ min: -3, max: 3 }), mask: fc.nat(1), seed: fc.nat(8) }),
      { minLength: COLUMNS * COLUMNS, maxLength: COLUMNS * COLUMNS },
    );
    fc.assert(
      fc.property(plane, fc.constantFrom<Neighbours>(4, 8), (pixels, neighbours) => {
        const seeds = {
          rows: COLUMNS,
          columns: COLUMNS,
          data: Int32Array.from(pixels, ({ seed }) => (seed > 6 ? seed : 0)),
        };
        const energy = Int32Array.from(pixels, (pixel) => pixel.energy);
        const mask = pixels.map((pixel) => pixel.mask);
        const { data } = floodSeeds(seeds, energy, mask, neighbours);
        const flat = floodSeeds(seeds, new Int32Array(energy.length), mask, neighbours);
        expect(data.map((id) => Math.min(id, 1))).toEqual(flat.data.map((id) => Math.min(id, 1)));
        data.forEach((id, pixel) => {
          if (seeds.data[pixel] !== 0 && mask[pixel] > 0) expect(id).toBe(seeds.data[pixel]);
        });
      }),
    );
  });
});
