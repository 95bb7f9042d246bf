import type { SettingField } from "../../core/recipe/setting-fields.ts";
import type { DraftAxis } from "../../state/queue-draft.ts";
import { parseValues, type TypedValues } from "./parse-values.ts";

/** The setting that a draft varies; null before one is chosen, or if the recipe has it no longer. */
export function fieldOf({ path }: DraftAxis, fields: readonly SettingField[]): SettingField | null {
  if (!path) return null;
  const wanted = path.join(".");
  return fields.find((field) => field.path.join(".") === wanted) ?? null;
}

/** The values of a setting to vary, as typed or chosen. */
export function readAxis({ text, chosen }: DraftAxis, { values }: SettingField): TypedValues {
  if (values.kind === "number") return parseValues(text, values);
  const options = values.options.filter(({ label }) => chosen.includes(label));
  return { values: options.map(({ label, value }) => ({ name: label, value })), problems: [] };
}
