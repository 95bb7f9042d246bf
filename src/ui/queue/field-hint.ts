import type { NumberValues, SettingField } from "../../core/recipe/setting-fields.ts";
import { formatNumber } from "../controls/parse-number.ts";
import { inPercent } from "../controls/percent.ts";

function shown(value: number, { isFraction }: NumberValues): string {
  return formatNumber(isFraction ? inPercent(value) : value);
}

function rangeText(values: NumberValues): string {
  const { low, high, isOpen, multipleOf, unit, others } = values;
  const range = `${shown(low, values)} to ${isOpen ? "below " : ""}${shown(high, values)}`;
  const whole = multipleOf === null ? "" : multipleOf === 1 ? ", whole" : `, multiples of ${multipleOf}`;
  const words = others.map((other) => `, or ${other ?? "none"}`);
  return `${range}${unit === "" ? "" : ` ${unit}`}${whole}${words.join("")}`;
}

function presentText({ present, values }: SettingField): string {
  if (typeof present === "number" && values.kind === "number") return ` · now ${shown(present, values)}`;
  return typeof present === "string" ? ` · now ${present}` : "";
}

/** What may be typed for a setting, and its present value, e.g. `16 to 2048 px, multiples of 16 · now 128`. */
export function fieldHint(field: SettingField): string {
  if (field.values.kind === "choice") return "Choose the values to compare";
  return `${rangeText(field.values)}${presentText(field)}`;
}
