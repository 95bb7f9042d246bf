import { create } from "zustand";
import type { Recipe } from "../core/recipe/recipe.ts";
import { recipeText } from "../core/recipe/recipe-text.ts";
import { saveFile } from "../platform/save-file.ts";
import { useRecipeStore } from "./recipe.ts";

interface SharedLink {
  /** The recipe in the link. */
  readonly recipe: Recipe;
  readonly link: string;
  /** Whether the link is in the clipboard: browsers may refuse that. */
  readonly copied: boolean;
}

/** The last link that was made; null before the first. */
export const useSharedLink = create<{ readonly shared: SharedLink | null }>(() => ({ shared: null }));

async function isCopied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // The page shows the link instead.
    return false;
  }
}

/** Copies a link to the present recipe. */
export async function copyRecipeLink(): Promise<void> {
  const { recipe } = useRecipeStore.getState();
  const { recipeFragment } = await import("../core/recipe/recipe-link.ts");
  const link = location.origin + location.pathname + location.search + recipeFragment(recipe);
  useSharedLink.setState({ shared: { recipe, link, copied: await isCopied(link) } });
}

/** Saves the present recipe as a JSON file. */
export function saveRecipeFile(): void {
  const text = recipeText(useRecipeStore.getState().recipe);
  saveFile("direction-lab-recipe.json", new Blob([text], { type: "application/json" }));
}
