import { resolve } from "node:path";
import { EXPERIMENTS, experimentOf } from "../src/core/recipe/experiments.ts";
import { isRecipeName, RECIPES, type RecipeName } from "../src/core/recipe/presets.ts";
import type { Recipe } from "../src/core/recipe/recipe.ts";
import { parseRecipeText } from "../src/core/recipe/recipe-text.ts";
import { UsageError } from "./command.ts";
import { readDocument } from "./read-document.ts";

const IS_FILE = /\.json$/i;

/**
 * The recipe given by `--recipe`: one of the lab's or of an experiment by name, or a JSON file, relative to `folder`. Throws a
 * UsageError if there is none of this name, a LabError if the file cannot be read or is not a recipe.
 */
export async function recipeFrom(text: string, folder: string): Promise<RecipeName | Recipe> {
  if (isRecipeName(text)) return text;
  const experiment = experimentOf(text);
  if (experiment) return experiment.recipe;
  if (!IS_FILE.test(text)) {
    const names = Object.keys(RECIPES).join(", ");
    const experiments = Object.keys(EXPERIMENTS).join(", ");
    throw new UsageError(
      `There is no recipe "${text}". The recipes are ${names}, those of experiments (${experiments}), or a file that ends in .json.`,
    );
  }
  return readDocument(resolve(folder, text), "recipe", parseRecipeText);
}
