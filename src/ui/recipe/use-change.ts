import { differsAt, type RecipePath } from "../../core/recipe/recipe-path.ts";
import { resetSettings, useRecipeStore } from "../../state/recipe.ts";
import { presetOf } from "./recipe-choice.ts";

/** A setting of the recipe that can differ from the preset. */
export interface Setting {
  readonly path: RecipePath;
  /** What a reset replaces, if that is more than the setting itself. */
  readonly resets?: RecipePath | undefined;
}

/** Whether some settings differ from the preset, and a function that resets them. */
export function useChange(settings: readonly Setting[]): {
  readonly isChanged: boolean;
  readonly onReset: () => void;
} {
  const recipe = useRecipeStore((state) => state.recipe);
  const base = presetOf(recipe);
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
