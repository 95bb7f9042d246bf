import { recipeDifferences, type SettingDifference } from "../../core/recipe/recipe-differences.ts";
import { hasOtherData } from "../../core/runs/has-other-data.ts";
import type { ListedRun } from "../../core/runs/listed-run.ts";

/** What differs between a run and the baseline. */
export interface RunDifferences {
  readonly settings: readonly SettingDifference[];
  /** Whether they had other images, or the same in other sets for another reason than their seeds. */
  readonly hasOtherData: boolean;
  /** Whether they trained other stages. */
  readonly hasOtherStages: boolean;
}

/** The differences of a run from the baseline; null if one of them cannot be read. */
export function runDifferences(baseline: ListedRun | null, { record }: ListedRun): RunDifferences | null {
  const base = baseline?.record;
  if (!base || !record) return null;
  return {
    settings: recipeDifferences(base.recipe, record.recipe),
    hasOtherData: hasOtherData(base, record),
    hasOtherStages: base.stages.join() !== record.stages.join(),
  };
}
