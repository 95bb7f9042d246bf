import type { Augmentation } from "../../core/augment/augmentation.ts";
import { AUGMENTATION_PRESETS } from "../../core/augment/presets.ts";

export type AugmentationName = keyof typeof AUGMENTATION_PRESETS;

/** The preset that an augmentation equals; `custom` when it is none of them. */
export function augmentationName(augmentation: Augmentation): AugmentationName | "custom" {
  const written = JSON.stringify(sorted(augmentation));
  for (const [name, preset] of Object.entries(AUGMENTATION_PRESETS)) {
    if (JSON.stringify(sorted(preset)) === written) return name as AugmentationName;
  }
  return "custom";
}

/** The same fields in one order, so that two equal settings read the same. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, sorted(inner)]);
}
