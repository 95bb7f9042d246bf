import { expect, test } from "vitest";
import { nearestPreset } from "./nearest-preset.ts";
import { AUGMENTATION_PRESETS } from "./presets.ts";

const { none, light, heavy } = AUGMENTATION_PRESETS;

test("a preset is nearest to itself, and stays so with a few changes", () => {
  for (const preset of [none, light, heavy]) {
    expect(nearestPreset(preset)).toBe(preset);
    expect(nearestPreset({ ...preset, blur: { probability: 0.9, sigma: 9 } })).toBe(preset);
  }
});
