import type { Augmentation } from "./augmentation.ts";
import { AUGMENTATION_PRESETS } from "./presets.ts";
import type { TransformName } from "./transforms.ts";

/** An augmentation that always applies one transform, with its strengths here, and no other one. */
export function onlyTransform(augmentation: Augmentation, name: TransformName): Augmentation {
  const { padding } = augmentation;
  return { ...AUGMENTATION_PRESETS.none, padding, [name]: { ...augmentation[name], probability: 1 } };
}
