import { sameValue } from "../same-value.ts";
import { hasFields } from "./has-fields.ts";
import { type Recipe, STAGES } from "./recipe.ts";
import type { RecipePath } from "./recipe-path.ts";
import { ALL_STAGES, settingLabel } from "./setting-label.ts";
import { settingValueText } from "./setting-value-text.ts";

/** A setting in which two recipes differ. */
export interface SettingDifference {
  readonly path: RecipePath;
  readonly label: string;
  /** Undefined if this recipe has no such setting. */
  readonly base: unknown;
  readonly value: unknown;
}

/** Fields that say what a recipe is, not what it does. */
const NOT_SETTINGS: ReadonlySet<string> = new Set(["version", "name"]);

/** Whether neither of two transforms acts: their strengths do not matter. */
function neverApplied(base: unknown, value: unknown): boolean {
  return [base, value].every((one) => hasFields(one) && one.probability === 0);
}

function differencesBelow(path: RecipePath, base: unknown, value: unknown): SettingDifference[] {
  if (sameValue(base, value) || neverApplied(base, value)) return [];
  if (!hasFields(value)) return [{ path, label: settingLabel(path), base, value }];
  const other = hasFields(base) ? base : {};
  // The fields of another kind mean something else.
  const names =
    "kind" in value && other.kind !== value.kind
      ? Object.keys(value)
      : [...new Set([...Object.keys(other), ...Object.keys(value)])];
  return names
    .filter((name) => path.length > 0 || !NOT_SETTINGS.has(name))
    .flatMap((name) => differencesBelow([...path, name], other[name], value[name]));
}

/** Joins a setting that differs alike in all stages to one. */
function joinStages(differences: readonly SettingDifference[]): readonly SettingDifference[] {
  const isAlike = (one: SettingDifference, other: SettingDifference) =>
    other.path[0] === "stages" &&
    sameValue(one.path.slice(2), other.path.slice(2)) &&
    sameValue([one.base, one.value], [other.base, other.value]);
  return differences.flatMap((difference) => {
    if (difference.path[0] !== "stages") return [difference];
    const alike = differences.filter((other) => isAlike(difference, other));
    if (alike.length < STAGES.length) return [difference];
    const path = ["stages", ALL_STAGES, ...difference.path.slice(2)];
    return alike[0] === difference ? [{ ...difference, path, label: settingLabel(path) }] : [];
  });
}

/**
 * The settings in which a recipe differs from another one, in the order of its fields. Names of recipes and the
 * strengths of transforms that both never apply are not compared. A setting that differs alike in all stages is one
 * difference, with `ALL_STAGES` in its path.
 */
export function recipeDifferences(base: Recipe, recipe: Recipe): readonly SettingDifference[] {
  return joinStages(differencesBelow([], base, recipe));
}

/** The two settings of a difference as texts that differ. */
export function differenceTexts({
  path,
  base,
  value,
}: SettingDifference): readonly [base: string, value: string] {
  const texts = [settingValueText(path, base), settingValueText(path, value)] as const;
  // Numbers can differ in later digits.
  return texts[0] === texts[1] ? [String(base), String(value)] : texts;
}
