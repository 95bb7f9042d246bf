import fc from "fast-check";
import { expect, test } from "vitest";
import { RECIPES } from "../recipe/presets.ts";
import type { RunRecord } from "../runs/run-record.ts";
import { exampleRecord } from "../runs/testing/example-record.ts";
import { groupBySeed } from "./group-by-seed.ts";

const data = (fingerprint: string, images: string | null) => ({
  ...exampleRecord().data,
  fingerprint: fingerprint.repeat(64),
  ...(images === null ? {} : { images: images.repeat(64) }),
});

test("runs of other seeds and names are one group, though the seed splits their images otherwise", () => {
  const runs = [1, 2, 3].map((seed) =>
    exampleRecord({
      recipe: { ...RECIPES.tiny, seed, name: `take ${seed}` },
      data: data(String(seed), "f"),
    }),
  );
  expect(groupBySeed(runs).map((group) => group.runs)).toEqual([runs]);
});

test("runs with other settings, stages or images are other groups", () => {
  const runs = [
    exampleRecord({ data: data("1", "f") }),
    exampleRecord({ data: data("1", "e") }),
    exampleRecord({ data: data("1", "f"), stages: ["semantic"] }),
    exampleRecord({ data: data("1", "f"), recipe: { ...RECIPES.tiny, crop: 64 } }),
    exampleRecord({ data: data("1", null) }),
    exampleRecord({ data: { ...data("1", null), trainingImages: 99 } }),
  ];
  expect(groupBySeed(runs).map((group) => group.runs)).toEqual(runs.map((run) => [run]));
});

test("the order of fields in a recipe does not matter", () => {
  const { crop, ...rest } = RECIPES.tiny;
  const runs = [exampleRecord(), exampleRecord({ recipe: { ...rest, crop } })];
  expect(groupBySeed(runs)).toHaveLength(1);
});

test("every run is in exactly one group, in its order", () => {
  const record = fc
    .record({ seed: fc.nat(3), crop: fc.constantFrom(32, 64), batch: fc.constantFrom(1, 2) })
    .map((changes): RunRecord => exampleRecord({ recipe: { ...RECIPES.tiny, ...changes } }));
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), (runs) => {
      const groups = groupBySeed(runs);
      const members = groups.flatMap((group) => group.runs);
      expect(members).toHaveLength(runs.length);
      expect(new Set(members)).toEqual(new Set(runs));
      expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
      for (const group of groups) {
        const { crop, batch } = group.runs[0].recipe;
        expect(group.runs).toEqual(
          runs.filter(({ recipe }) => recipe.crop === crop && recipe.batch === batch),
        );
      }
    }),
  );
});
