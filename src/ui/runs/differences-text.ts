import { settingValueText } from "../../core/recipe/setting-value-text.ts";
import type { RunDifferences } from "./run-differences.ts";

/** What differs in one line, e.g. `Seed 7 · Steps, Direction 12 · other data`. */
export function differencesText({ settings, hasOtherData, hasOtherStages }: RunDifferences): string {
  const parts = [
    ...settings.map(({ path, label, value }) => `${label} ${settingValueText(path, value)}`),
    ...(hasOtherStages ? ["other stages"] : []),
    ...(hasOtherData ? ["other data"] : []),
  ];
  return parts.length === 0 ? "same settings" : parts.join(" · ");
}
