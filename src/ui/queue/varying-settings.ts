import { AUGMENTATION_PRESETS } from "../../core/augment/presets.ts";
import { type Recipe, STAGES } from "../../core/recipe/recipe.ts";
import { recipeDifferences } from "../../core/recipe/recipe-differences.ts";
import { type RecipePath, settingAt } from "../../core/recipe/recipe-path.ts";
import { ALL_STAGES, settingLabel } from "../../core/recipe/setting-label.ts";
import { settingValueText } from "../../core/recipe/setting-value-text.ts";
import { sameValue } from "../../core/same-value.ts";

/** Settings in one line of the list; what is beyond is counted. */
const MOST_SETTINGS = 12;

const AUGMENTATION: RecipePath = ["augmentation"];

/** Name of the preset that an augmentation is. */
function presetOf({ augmentation }: Recipe): string {
  const preset = Object.entries(AUGMENTATION_PRESETS).find(([, value]) => sameValue(value, augmentation));
  return preset?.[0] ?? "changed";
}

/** The paths with those of presets of the augmentation as one. */
function joinedPresets(paths: readonly RecipePath[], recipes: readonly Recipe[]): readonly RecipePath[] {
  const isOfAugmentation = ([group]: RecipePath) => group === AUGMENTATION[0];
  const names = recipes.map(presetOf);
  if (names.includes("changed") || !paths.some(isOfAugmentation)) return paths;
  const first = paths.findIndex(isOfAugmentation);
  return paths.flatMap((path, index) =>
    isOfAugmentation(path) ? (index === first ? [AUGMENTATION] : []) : [path],
  );
}

const inStage = (path: RecipePath, stage: string) => [path[0], stage, ...path.slice(2)];

/** The paths, with a setting that differs in all stages as one, also where it does not differ alike in them. */
function joinedStages(paths: readonly RecipePath[]): readonly RecipePath[] {
  const joined = new Map<string, RecipePath>();
  const all = new Set(paths.map((path) => path.join(".")));
  const has = (path: RecipePath, stage: string) => all.has(inStage(path, stage).join("."));
  for (const path of paths) {
    const isJoined =
      path[0] === "stages" && (has(path, ALL_STAGES) || STAGES.every((stage) => has(path, stage)));
    const shown = isJoined ? inStage(path, ALL_STAGES) : path;
    joined.set(shown.join("."), shown);
  }
  return [...joined.values()];
}

function textAt(recipe: Recipe, path: RecipePath): string {
  if (path === AUGMENTATION) return presetOf(recipe);
  if (path[1] !== ALL_STAGES) return settingValueText(path, settingAt(recipe, path));
  const texts = STAGES.map((stage) => settingValueText(path, settingAt(recipe, inStage(path, stage))));
  return new Set(texts).size === 1 ? texts[0] : texts.join(" / ");
}

/**
 * For each of several recipes, the settings in which they differ, e.g. `Seed 2 · Crop 64`; `same settings` where they
 * are alike.
 */
export function varyingSettings(recipes: readonly Recipe[]): readonly string[] {
  const [first] = recipes;
  const paths = new Map<string, RecipePath>();
  for (const recipe of recipes) {
    for (const { path } of recipeDifferences(first, recipe)) paths.set(path.join("."), path);
  }
  const varied = joinedPresets(joinedStages([...paths.values()]), recipes);
  const shown = varied.slice(0, MOST_SETTINGS);
  const more = varied.length - shown.length;
  return recipes.map((recipe) => {
    const parts = shown.map((path) => `${settingLabel(path)} ${textAt(recipe, path)}`);
    if (more > 0) parts.push(`${more} more`);
    return parts.length === 0 ? "same settings" : parts.join(" · ");
  });
}
