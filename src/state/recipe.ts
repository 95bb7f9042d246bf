import { create } from "zustand";
import type { Augmentation } from "../core/augment/augmentation.ts";
import { AUGMENTATION_PRESETS } from "../core/augment/presets.ts";
import { sentenceOf } from "../core/errors.ts";
import { type Experiment, experimentOf } from "../core/recipe/experiments.ts";
import { parseRecipe } from "../core/recipe/parse-recipe.ts";
import { RECIPES, type RecipeName } from "../core/recipe/presets.ts";
import type { Recipe, Stage, StageRecipe } from "../core/recipe/recipe.ts";
import { type RecipePath, withSettingOf } from "../core/recipe/recipe-path.ts";
import { recordEdit } from "./recipe-history.ts";

interface RecipeState {
  readonly recipe: Recipe;
  /** Why the last edit was rejected. */
  readonly error: string | null;
}

/** The recipe of the next run. */
export const useRecipeStore = create<RecipeState>(() => ({ recipe: RECIPES.few, error: null }));

const { getState, setState } = useRecipeStore;

/** Applies a recipe if it is valid; otherwise keeps the old one and reports the reason. */
function takeRecipe(recipe: object): void {
  const before = getState().recipe;
  try {
    const after = parseRecipe(recipe);
    setState({ recipe: after, error: null });
    recordEdit(before, after);
  } catch (error) {
    setState({ error: sentenceOf(error) });
  }
}

/** Applies a complete recipe in place of the present one. */
export function replaceRecipe(recipe: Recipe): void {
  takeRecipe(recipe);
}

/** Applies changed fields if they make a valid recipe; otherwise keeps the old one and reports the reason. */
export function editRecipe(patch: Partial<Recipe>): void {
  takeRecipe({ ...getState().recipe, ...patch });
}

/** Resets some settings to those of another recipe. */
export function resetSettings(base: Recipe, paths: readonly RecipePath[]): void {
  takeRecipe(paths.reduce<object>((recipe, path) => withSettingOf(recipe, base, path), getState().recipe));
}

/** Changes some settings of one stage. */
export function editStage(stage: Stage, patch: Partial<StageRecipe>): void {
  const { stages } = getState().recipe;
  editRecipe({ stages: { ...stages, [stage]: { ...stages[stage], ...patch } } });
}

/** Changes some transforms of the augmentation. */
export function editAugmentation(patch: Partial<Augmentation>): void {
  editRecipe({ augmentation: { ...getState().recipe.augmentation, ...patch } });
}

/**
 * Applies a named recipe; the seed stays, and so does the choice between correct and stale vectors unless an experiment
 * makes it.
 */
export function chooseRecipe(name: RecipeName): void {
  const { name: before, seed, staleVectors } = getState().recipe;
  editRecipe({ ...RECIPES[name], seed, ...(experimentOf(before) ? {} : { staleVectors }) });
}

/** Applies the recipe of an experiment; the seed stays. */
export function chooseExperiment({ recipe }: Experiment): void {
  editRecipe({ ...recipe, seed: getState().recipe.seed });
}

/** Applies a named augmentation. */
export function chooseAugmentation(name: keyof typeof AUGMENTATION_PRESETS): void {
  editRecipe({ augmentation: AUGMENTATION_PRESETS[name] });
}
