import type { Recipe } from "../core/recipe/recipe.ts";
import { type ValidationTransform, validationText } from "../core/recipe/validation-transforms.ts";
import type { Validation } from "../core/runs/validation.ts";

/**
 * A validation with that on the second transform of the recipe, each with the name of its transform; unchanged if
 * the recipe has one transform only.
 */
export async function withSecond(
  first: Validation | null,
  { validation }: Pick<Recipe, "validation">,
  measure: (transform: ValidationTransform) => Promise<Validation | null>,
): Promise<Validation | null> {
  if (!first || !validation.second) return first;
  const second = await measure(validation.second);
  const named = second && { ...second, on: validationText(validation.second) };
  return { ...first, on: validationText(validation.first), second: named };
}
