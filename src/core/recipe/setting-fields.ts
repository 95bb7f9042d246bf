import { type Recipe, STAGES } from "./recipe.ts";
import { type RecipePath, settingAt } from "./recipe-path.ts";
import { type AllowedValues, schemaLeaves } from "./schema-leaves.ts";
import { ALL_STAGES, settingLabel } from "./setting-label.ts";
import { type SettingUnit, settingUnit } from "./setting-unit.ts";
import { settingValueText } from "./setting-value-text.ts";
import { wholeSettings } from "./whole-settings.ts";

/** Numbers that a setting may have, as in the recipe. */
export type NumberValues = Extract<AllowedValues, { readonly kind: "number" }> & SettingUnit;

/** A value by its name. */
export interface NamedValue {
  readonly label: string;
  readonly value: unknown;
}

/** A setting of a recipe that can be varied, with the values that it may have. */
export interface SettingField {
  /** May have `ALL_STAGES` in place of a stage. */
  readonly path: RecipePath;
  /** Name on the page, e.g. `Peak learning rate, Direction`. */
  readonly label: string;
  /** The value in this recipe; undefined if it has none. */
  readonly present: unknown;
  readonly values: NumberValues | { readonly kind: "choice"; readonly options: readonly NamedValue[] };
}

/** Settings that are no settings to vary: the seeds have a list of their own. */
const NOT_VARIED: ReadonlySet<string> = new Set(["version", "name", "seed"]);

function fieldOf(recipe: Recipe, path: RecipePath, allowed: AllowedValues): SettingField {
  const values =
    allowed.kind === "number"
      ? { ...allowed, ...settingUnit(path) }
      : ({
          kind: "choice",
          options: allowed.values.map((value) => ({ label: settingValueText(path, value), value })),
        } as const);
  return { path, label: settingLabel(path), present: settingAt(recipe, path), values };
}

/** Where the length is given in epochs, the steps follow from it. */
function isEffective({ stages }: Recipe, [group, name, field]: RecipePath): boolean {
  if (group !== "stages" || field !== "steps") return true;
  return STAGES.every((stage) => stage !== name || stages[stage].epochs === null);
}

function inAllStages(fields: readonly SettingField[]): readonly SettingField[] {
  const at = (stage: string, path: RecipePath) => [path[0], stage, ...path.slice(2)].join(".");
  const byPath = new Map(fields.map((field) => [field.path.join("."), field]));
  return fields
    .filter(({ path }) => path[0] === "stages" && path[1] === STAGES[0])
    .flatMap((field) => {
      const all = STAGES.map((stage) => byPath.get(at(stage, field.path)));
      // A score that only some networks measure is no choice for all stages.
      if (!all.every((one) => one !== undefined) || field.path.at(-1) === "bestBy") return [];
      const path = ["stages", ALL_STAGES, ...field.path.slice(2)];
      const isAlike = all.every((one) => one?.present === field.present);
      return [{ ...field, path, label: settingLabel(path), present: isAlike ? field.present : undefined }];
    });
}

/**
 * Every setting of a recipe that can be varied: first those of which whole values are offered (augmentation, schedule,
 * ...), then those that are set in all stages at once, then every single value, in the order of the recipe's schema.
 */
export function settingFields(recipe: Recipe): readonly SettingField[] {
  const whole = wholeSettings(recipe).map(({ path, label, options }) => ({
    path,
    label,
    present: settingAt(recipe, path),
    values: { kind: "choice", options } as const,
  }));
  const single = schemaLeaves(recipe)
    .filter(({ path }) => !NOT_VARIED.has(path[0]) && isEffective(recipe, path))
    .filter(({ path }) => path.at(-1) !== "head")
    .map(({ path, allowed }) => fieldOf(recipe, path, allowed));
  return [...whole, ...inAllStages(single), ...single];
}
