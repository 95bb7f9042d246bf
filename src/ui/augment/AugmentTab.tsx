import { nearestPreset } from "../../core/augment/nearest-preset.ts";
import type { Transform } from "../../core/augment/transform.ts";
import { TRANSFORMS, type TransformName } from "../../core/augment/transforms.ts";
import { LARGEST_TARGET_MARGIN } from "../../core/recipe/recipe-limits.ts";
import { BORDERS, PADDINGS } from "../../core/recipe/setting-options.ts";
import { changeAugmentation, showAugmentationPreset } from "../../state/augmentation-view.ts";
import { editRecipe, useRecipeStore } from "../../state/recipe.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { Section } from "../controls/Section.tsx";
import { Segmented } from "../controls/Segmented.tsx";
import { Select } from "../controls/Select.tsx";
import styles from "./AugmentTab.module.css";
import { type AugmentationName, augmentationName } from "./augmentation-choice.ts";
import { BeforeAfter } from "./BeforeAfter.tsx";
import { StaleSection } from "./StaleSection.tsx";
import { TransformRow } from "./TransformRow.tsx";

const ALL = Object.entries(TRANSFORMS) as readonly [TransformName, Transform][];
/** Transforms that move pixels. The targets are computed afterwards, from the moved labels. */
const GEOMETRIC = ALL.filter(([, { kind }]) => kind !== "intensity");
const PHOTOMETRIC = ALL.filter(([, { kind }]) => kind === "intensity");

/** No preset is chosen after a change; the changed transforms are marked. */
const PRESETS: readonly { value: AugmentationName | "custom"; label: string }[] = [
  { value: "none", label: "None" },
  { value: "light", label: "Light" },
  { value: "heavy", label: "Heavy" },
  { value: "strong", label: "Strong" },
];

/** Augmentation of a crop, applied before its targets are computed. */
export function AugmentTab() {
  const recipe = useRecipeStore((state) => state.recipe);
  const { augmentation, border, targetMargin } = recipe;
  const name = augmentationName(augmentation);
  const preset = nearestPreset(augmentation);
  const rows = (transforms: typeof ALL) =>
    transforms.map(([key, transform]) => (
      <TransformRow key={key} name={key} transform={transform} augmentation={augmentation} preset={preset} />
    ));
  return (
    <>
      <BeforeAfter />
      <StaleSection />
      <Section title="Augmentation">
        <Segmented
          label={name === "custom" ? "Preset, changed" : "Preset"}
          labelHidden
          value={name}
          onChange={(next) => {
            if (next !== "custom") showAugmentationPreset(next);
          }}
          options={PRESETS}
        />
        <h3 className={styles.kind}>
          Geometric <span>probability</span>
        </h3>
        {rows(GEOMETRIC)}
        <Select
          label="Padding"
          explanation="Fills pixels beyond the image. They count for the mask loss but not for direction or depth."
          value={augmentation.padding}
          options={PADDINGS}
          onChange={(padding) => changeAugmentation({ padding })}
        />
        <h3 className={styles.kind}>
          Photometric <span>probability</span>
        </h3>
        {rows(PHOTOMETRIC)}
        <p className={styles.unit}>SD: standard deviation of the whole image</p>
      </Section>
      <Section title="Targets">
        <Select
          label="Image border"
          explanation="Whether cells cut by the border end there."
          value={border}
          options={BORDERS}
          onChange={(next) => editRecipe({ border: next })}
        />
        <NumberField
          label="Surroundings for targets"
          explanation="Depth, directions and weights of a crop are computed with this many pixels around it, so that a cell cut by its edge counts as in the image. At 0 nothing is known beyond the edge."
          unit="px"
          value={targetMargin}
          min={0}
          max={LARGEST_TARGET_MARGIN}
          step={8}
          multipleOf={1}
          onChange={(next) => editRecipe({ targetMargin: next })}
        />
      </Section>
    </>
  );
}
