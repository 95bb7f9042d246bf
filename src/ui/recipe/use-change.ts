import type { Recipe } from "../../core/recipe/recipe.ts";
import { differsAt, type RecipePath } from "../../core/recipe/recipe-path.ts";
import { resetSettings, useRecipeStore } from "../../state/recipe.ts";
import { useSavedRecipes } from "../../state/saved-recipes.ts";
import { presetOf } from "./recipe-choice.ts";

/** A setting of the recipe that can differ from the preset. */
export interface Setting {
  readonly path: RecipePath;
  /** What a reset replaces, if that is more than the setting itself. */
  readonly resets?: RecipePath | undefined;
}

/** The recipe that the current one started from; null if it is unknown. */
export function usePreset(): Recipe | null {
  const recipe = useRecipeStore((state) => state.recipe);
  const saved = useSavedRecipes(({ recipes }) => recipes);
  return presetOf(recipe, saved);
}

/** Whether some settings differ from the preset, and a function that resets them. */
export function useChange(settings: readonly Setting[]): {
  readonly isChanged: boolean;
  readonly onReset: () => void;
} {
  const recipe = useRecipeStore((state) => state.recipe);
  const base = usePreset();
  const changed = base ? settings.filter(({ path }) => differsAt(recipe, base, path)) : [];
  return {
    isChanged: changed.length > 0,
    onReset: () => {
      if (base)
        resetSettings(
          base,
          changed.map(({ path, resets }) => resets ?? path),
        );
    },
  };
}
