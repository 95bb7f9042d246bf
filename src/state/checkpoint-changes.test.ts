import { expect, it } from "vitest";
import { RECIPES } from "../core/recipe/presets.ts";
import { checkpointChanges } from "./checkpoint-changes.ts";

const image = { id: "1", name: "cell_7", rows: 64, columns: 64, cells: 3 };
const BEFORE = { recipe: RECIPES.tiny, images: { training: [image], validation: [] } };

it("a run with the same images and settings is unchanged", () => {
  expect(checkpointChanges(BEFORE, structuredClone(BEFORE))).toEqual([]);
});

it("names the settings and the images that differ from those of the run", () => {
  const recipe = { ...RECIPES.tiny, seed: 9, validationFraction: 0.20000001 };
  const altered = { training: [{ ...image, id: "2" }], validation: [{ ...image, name: "other" }] };
  expect(checkpointChanges(BEFORE, { recipe, images: altered })).toEqual([
    "Seed changed from 1 to 9.",
    "Validation images changed from 0.2 to 0.20000001.",
    "1 training image changed: cell_7.",
    "1 validation image added: other.",
  ]);
});
