import { parseRecipe, RecipeError } from "./parse-recipe.ts";
import type { Recipe } from "./recipe.ts";

/** A complete recipe has about 4 kB; longer texts are not read. */
export const MAX_RECIPE_BYTES = 65_536;

/** A recipe as the text of a file; `parseRecipeText` is the inverse. */
export function recipeText(recipe: Recipe): string {
  return `${JSON.stringify(recipe, null, 2)}\n`;
}

function parseJson(text: string): unknown {
  if (text.length > MAX_RECIPE_BYTES)
    throw new RecipeError(
      `This text is too long for a recipe: it has ${text.length} characters, and at most ${MAX_RECIPE_BYTES} are read.`,
    );
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RecipeError("This is not JSON, so it is not a recipe. Save the recipe again.", {
      cause: error,
    });
  }
}

/**
 * Parses the text of a recipe from an untrusted source.
 * @throws RecipeError if it is too long, not JSON or not a valid recipe; the message names the field
 */
export function parseRecipeText(text: string): Recipe {
  return parseRecipe(parseJson(text));
}

/** Whether a text has the version and the name that every recipe has, valid or not. Other JSON files do not. */
export function isRecipeText(text: string): boolean {
  try {
    const value = parseJson(text);
    if (typeof value !== "object" || value === null || !("version" in value) || !("name" in value))
      return false;
    return Number.isSafeInteger(value.version) && typeof value.name === "string";
  } catch {
    // Whoever reads the file says what it is.
    return false;
  }
}
