import { approximateDuration } from "../core/approximate-duration.ts";
import type { RecipeName } from "../core/recipe/presets.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import { useTrainEstimate } from "./train-estimate.ts";

/** The preset that trains longer than another one. */
const LONGER: Readonly<Partial<Record<string, { readonly name: RecipeName; readonly title: string }>>> = {
  few: { name: "few-large", title: "Few-large" },
  tiny: { name: "quick", title: "Quick" },
  quick: { name: "standard", title: "Standard" },
};

/**
 * The preset that trains longer than a recipe, with its time on this device if that is known, e.g.
 * `Quick, about 6 min here`; null if there is none.
 */
export function longerRecipe({ name }: Pick<Recipe, "name">): string | null {
  const longer = LONGER[name];
  if (!longer) return null;
  const seconds = useTrainEstimate.getState().recipes[longer.name];
  return seconds === null ? longer.title : `${longer.title}, ${approximateDuration(seconds)} here`;
}
