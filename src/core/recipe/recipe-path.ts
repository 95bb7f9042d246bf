import { sameValue } from "../same-value.ts";
import { type Fields, hasFields } from "./has-fields.ts";
import type { Recipe } from "./recipe.ts";

/** Names that lead to a setting of a recipe, e.g. `["stages", "direction", "steps"]`. */
export type RecipePath = readonly string[];

/** The setting at a path; undefined if this recipe has none there. */
export function settingAt(recipe: Recipe, path: RecipePath): unknown {
  return path.reduce<unknown>((value, name) => (hasFields(value) ? value[name] : undefined), recipe);
}

/** Whether two recipes differ in a setting. */
export function differsAt(recipe: Recipe, base: Recipe, path: RecipePath): boolean {
  return !sameValue(settingAt(recipe, path), settingAt(base, path));
}

function withField(target: Fields, source: Fields, [name, ...rest]: RecipePath): Fields {
  const { [name]: inner, ...others } = target;
  if (!Object.hasOwn(source, name)) return others;
  const from = source[name];
  if (rest.length === 0 || !hasFields(inner) || !hasFields(from)) return { ...target, [name]: from };
  return { ...target, [name]: withField(inner, from, rest) };
}

/** A recipe with the setting of another one at a path; to be validated. */
export function withSettingOf(recipe: object, base: Recipe, path: RecipePath): object {
  return withField(recipe as Fields, base, path);
}
