import type { Augmentation } from "../../core/augment/augmentation.ts";
import { AUGMENTATION_PRESETS } from "../../core/augment/presets.ts";
import { sameValue } from "../../core/same-value.ts";

export type AugmentationName = keyof typeof AUGMENTATION_PRESETS;

/** The preset that equals an augmentation; `custom` if there is none. */
export function augmentationName(augmentation: Augmentation): AugmentationName | "custom" {
  for (const [name, preset] of Object.entries(AUGMENTATION_PRESETS)) {
    if (sameValue(preset, augmentation)) return name as AugmentationName;
  }
  return "custom";
}
