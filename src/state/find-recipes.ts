import { isRecipeText, MAX_RECIPE_BYTES } from "../core/recipe/recipe-text.ts";
import type { DroppedFile } from "../workers/decode.protocol.ts";

/** More JSON files than this are annotations of a dataset. */
const MOST_FILES = 8;

/** The files among those added that hold a recipe, valid or not. */
export async function findRecipes(files: readonly DroppedFile[]): Promise<DroppedFile[]> {
  const candidates = files.filter(({ path, file }) => /\.json$/i.test(path) && file.size <= MAX_RECIPE_BYTES);
  if (candidates.length > MOST_FILES) return [];
  // A file that cannot be read is reported by the import.
  const texts = await Promise.all(candidates.map(({ file }) => file.text().catch(() => "")));
  return candidates.filter((_, index) => isRecipeText(texts[index]));
}
