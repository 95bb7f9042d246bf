import type { DroppedFile } from "../workers/decode.protocol.ts";
import { importWeights } from "./archive.ts";
import { useDatasetStore } from "./dataset.ts";
import { findRecipes } from "./find-recipes.ts";
import { importFiles } from "./import-files.ts";
import { offerRecipeFile } from "./offered-recipe.ts";
import { decodeWorker } from "./workers.ts";

/** Files with these extensions need no check of their content: there may be thousands of them. */
const IMAGE_NAME = /\.(?:png|tiff?|jpe?g|bmp|gif|webp|npy|npz|roi|csv|tsv|json)$/i;

function severalAtOnce(what: string, they: string, done: string, files: readonly DroppedFile[]): string {
  const names = files.map(({ path }) => path).join(", ");
  return `${files.length} ${what} were added at once: ${names}. ${they} would replace each other, so none was ${done}. Add only the one you want.`;
}

/**
 * Accepts files from any source: weights archives of this page as "Import weights" does, recipes as "Open file"
 * does, all others as images and masks.
 */
export async function takeFiles(files: readonly DroppedFile[]): Promise<void> {
  const candidates = files.filter(({ path }) => !IMAGE_NAME.test(path));
  // A file that breaks the worker breaks it again when read as an image, and is reported then.
  const paths =
    candidates.length > 0
      ? await decodeWorker()
          .findWeights(candidates)
          .catch(() => [])
      : [];
  const recipes = await findRecipes(files);
  const found = new Set([...paths, ...recipes.map(({ path }) => path)]);
  const archives = files.filter(({ path }) => paths.includes(path));
  const others = files.filter(({ path }) => !found.has(path));
  if (archives.length === 1) await importWeights(archives[0].file, true);
  if (recipes.length === 1) await offerRecipeFile(recipes[0].file);
  if (others.length > 0 || found.size === 0) await importFiles(others);
  const errors = [
    ...(archives.length > 1
      ? [severalAtOnce("weights archives", "Their networks", "imported", archives)]
      : []),
    ...(recipes.length > 1 ? [severalAtOnce("recipes", "They", "opened", recipes)] : []),
  ];
  if (errors.length > 0) useDatasetStore.setState({ error: errors.join(" ") });
}
