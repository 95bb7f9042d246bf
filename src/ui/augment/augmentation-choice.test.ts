import { describe, expect, test } from "vitest";
import { AUGMENTATION_PRESETS } from "../../core/augment/presets.ts";
import { augmentationName } from "./augmentation-choice.ts";

describe("name of an augmentation", () => {
  test.each(["none", "light", "heavy"] as const)("%s is recognised for any order of its fields", (name) => {
    const turnedAround = Object.fromEntries(Object.entries(AUGMENTATION_PRESETS[name]).reverse());
    expect(augmentationName(turnedAround as unknown as (typeof AUGMENTATION_PRESETS)[typeof name])).toBe(
      name,
    );
  });

  test("one changed number makes it custom", () => {
    const { heavy } = AUGMENTATION_PRESETS;
    expect(augmentationName({ ...heavy, noise: { probability: 0.5, deviation: 0.31 } })).toBe("custom");
  });
});
