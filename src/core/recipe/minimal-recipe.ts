import { sameValue } from "../same-value.ts";
import { type Fields, hasFields } from "./has-fields.ts";
import { parseRecipe } from "./parse-recipe.ts";
import type { Recipe } from "./recipe.ts";
import type { RecipePath } from "./recipe-path.ts";

function without(fields: Fields, [name, ...rest]: RecipePath): Fields {
  const { [name]: inner, ...others } = fields;
  return rest.length === 0 || !hasFields(inner) ? others : { ...others, [name]: without(inner, rest) };
}

/** Whether a recipe with fewer fields is still read as the complete one. */
function isReadAs(recipe: Recipe, fields: Fields): boolean {
  try {
    return sameValue(parseRecipe(fields), recipe);
  } catch {
    // The field that was left out has no default.
    return false;
  }
}

/**
 * A recipe without the fields that have the defaults of its version: `parseRecipe` is the inverse. Which fields can
 * be left out is tried, so that no list of defaults can differ from the schema.
 */
export function minimalRecipe(recipe: Recipe): object {
  let kept: Fields = recipe;
  const reduce = (path: RecipePath, value: unknown) => {
    const fewer = without(kept, path);
    if (isReadAs(recipe, fewer)) kept = fewer;
    else if (hasFields(value))
      for (const [name, inner] of Object.entries(value)) reduce([...path, name], inner);
  };
  for (const [name, value] of Object.entries(recipe)) reduce([name], value);
  return kept;
}
