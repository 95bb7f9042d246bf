import * as v from "valibot";
import { LabError } from "../errors.ts";
import { whyForeign } from "./foreign-fields.ts";
import type { NetworkInputs } from "./network-inputs.ts";
import { RECIPES } from "./presets.ts";
import type { Recipe } from "./recipe.ts";
import { imageValuesEntries, RECIPE_VERSION, recipeSchema } from "./recipe-schema.ts";
import { upgradeRecipe } from "./upgrade-recipe.ts";

/** A recipe is invalid; the message names the field. */
export class RecipeError extends LabError {
  override name = "RecipeError";
}

/** Letters of a name or value in a message: those of a foreign recipe can be of any length. */
const LETTERS = 80;

const short = (text: string) => (text.length > LETTERS ? `${text.slice(0, LETTERS)}…` : text);

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const where = short(v.getDotPath(issue) ?? "all of it");
  if (issue.type === "check") return `of ${where}, ${issue.message}`;
  if (issue.type === "strict_object" && issue.expected === "never") return `${where} is not a setting`;
  return `${where} should be ${issue.expected ?? "something else"}, but it is ${short(issue.received)}`;
}

const versionOf = (value: unknown) =>
  typeof value === "object" && value !== null && "version" in value ? value.version : undefined;

/** Refuses what no schema can describe: a newer version, and what would not be noticed or never end. */
function checkForeign(value: unknown): void {
  const reason = whyForeign(value);
  if (reason !== null) throw new RecipeError(`This recipe cannot be used: ${short(reason)}.`);
  const version = versionOf(value);
  if (Number.isSafeInteger(version) && Number(version) > RECIPE_VERSION)
    throw new RecipeError(
      `This recipe has version ${version}, and this page reads versions up to ${RECIPE_VERSION}. Use a newer version of the page.`,
    );
}

/**
 * Parses and validates a recipe from an untrusted source. Older versions are upgraded to the newest, and
 * missing fields get their defaults. Unknown fields, wrong types and numbers out of range are refused.
 * @throws RecipeError naming the field
 */
export function parseRecipe(value: unknown): Recipe {
  checkForeign(value);
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
  shared: v.exactOptional(v.strictObject(imageValuesEntries)),
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
