import { expect, test } from "vitest";
import { RECIPES } from "../core/recipe/presets.ts";
import { recipeText } from "../core/recipe/recipe-text.ts";
import { findRecipes } from "./find-recipes.ts";

const named = (path: string, text: string) => ({ path, file: new File([text], path) });
const found = async (files: Readonly<Record<string, string>>) =>
  (await findRecipes(Object.entries(files).map(([path, text]) => named(path, text)))).map(({ path }) => path);

test("finds recipes among images and annotations, also those that are invalid or of a newer version", async () => {
  expect(
    await found({
      "a.json": recipeText(RECIPES.quick),
      "b.JSON": '{"version":9,"name":"b"}',
      "c.json": '{"version":4,"name":"c","batch":-1}',
      "d.json": '{"version":"5.2.1","shapes":[],"imagePath":"d.png"}',
      "e.json": '{"images":[],"annotations":[]}',
      "f.json": "{broken",
      "g.json": "null",
      "h.png": recipeText(RECIPES.quick),
    }),
  ).toEqual(["a.json", "b.JSON", "c.json"]);
});

test("does not read large files, or the many annotations of a dataset", async () => {
  const text = recipeText(RECIPES.quick);
  expect(await found({ "a.json": text + " ".repeat(70_000) })).toEqual([]);
  expect(
    await found(Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`${index}.json`, text]))),
  ).toEqual([]);
});
