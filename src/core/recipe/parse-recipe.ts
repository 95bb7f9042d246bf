import * as v from "valibot";
import { LabError } from "../errors.ts";
import type { NetworkInputs } from "./network-inputs.ts";
import { RECIPES } from "./presets.ts";
import type { Recipe } from "./recipe.ts";
import { imageValuesEntries, recipeSchema } from "./recipe-schema.ts";
import { upgradeRecipe } from "./upgrade-recipe.ts";

/** A recipe is invalid; the message names the field. */
export class RecipeError extends LabError {
  override name = "RecipeError";
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const where = v.getDotPath(issue) ?? "all of it";
  if (issue.type === "check") return `of ${where}, ${issue.message}`;
  return `${where} should be ${issue.expected ?? "something else"}, but it is ${issue.received}`;
}

/**
 * Parses and validates a recipe from an untrusted source. Older versions are upgraded to the newest, and
 * missing fields get their defaults. Unknown fields, wrong types and numbers out of range are refused.
 * @throws RecipeError naming the field
 */
export function parseRecipe(value: unknown): Recipe {
  const result = v.safeParse(recipeSchema, upgradeRecipe(value));
  if (result.success) return result.output;
  throw new RecipeError(
    `This recipe cannot be used: ${describeIssue(result.issues[0])}. ` +
      `Start from one of ${Object.keys(RECIPES).join(", ")} and change that.`,
    { cause: result.issues },
  );
}

const inputs = v.strictObject({
  semantic: v.exactOptional(v.strictObject(imageValuesEntries)),
  direction: v.exactOptional(v.strictObject(imageValuesEntries)),
  energy: v.exactOptional(v.strictObject({ unitVectors: v.picklist(["true", "predicted"]) })),
});

/**
 * Parses and validates a description of network inputs from an untrusted source.
 * @throws RecipeError naming the field
 */
export function parseInputs(value: unknown): NetworkInputs {
  const result = v.safeParse(inputs, value);
  if (result.success) return result.output;
  throw new RecipeError(
    `These inputs of networks cannot be used: ${describeIssue(result.issues[0])}. Export the weights again.`,
    { cause: result.issues },
  );
}
