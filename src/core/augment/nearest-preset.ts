import { sameValue } from "../same-value.ts";
import type { Augmentation } from "./augmentation.ts";
import { AUGMENTATION_PRESETS } from "./presets.ts";

/** The preset that differs from an augmentation in the fewest transforms; the first one of equals. */
export function nearestPreset(augmentation: Augmentation): Augmentation {
  const differences = (preset: Augmentation) => {
    const names = Object.keys(preset) as (keyof Augmentation)[];
    return names.filter((name) => !sameValue(preset[name], augmentation[name])).length;
  };
  const presets: readonly Augmentation[] = Object.values(AUGMENTATION_PRESETS);
  return presets.reduce((best, preset) => (differences(preset) < differences(best) ? preset : best));
}
