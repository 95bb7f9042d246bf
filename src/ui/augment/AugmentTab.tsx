import type { Padding } from "../../core/augment/augmentation.ts";
import type { Transform } from "../../core/augment/transform.ts";
import { TRANSFORMS, type TransformName } from "../../core/augment/transforms.ts";
import type { Border } from "../../core/targets/squared-distance.ts";
import { changeAugmentation, showAugmentationPreset } from "../../state/augmentation-view.ts";
import { editRecipe, useRecipeStore } from "../../state/recipe.ts";
import { Section } from "../controls/Section.tsx";
import { Segmented } from "../controls/Segmented.tsx";
import { Select } from "../controls/Select.tsx";
import styles from "./AugmentTab.module.css";
import { augmentationName } from "./augmentation-choice.ts";
import { BeforeAfter } from "./BeforeAfter.tsx";
import { StaleSection } from "./StaleSection.tsx";
import { TransformRow } from "./TransformRow.tsx";

const BORDERS: readonly { value: Border; label: string; detail: string }[] = [
  { value: "open", label: "Open", detail: "A cell cut by the border continues beyond the image" },
  { value: "closed", label: "Closed", detail: "The image's border counts as background" },
];

const PADDINGS: readonly { value: Padding; label: string; detail: string }[] = [
  { value: "reflect", label: "Reflect", detail: "The image reflected at its border" },
  { value: "zero", label: "Zero", detail: "The darkest value" },
];

const ALL = Object.entries(TRANSFORMS) as readonly [TransformName, Transform][];
/** Transforms that move pixels. The targets are computed afterwards, from the moved labels. */
const GEOMETRIC = ALL.filter(([, { kind }]) => kind !== "intensity");
const PHOTOMETRIC = ALL.filter(([, { kind }]) => kind === "intensity");

/** Augmentation of a crop, applied before its targets are computed. */
export function AugmentTab() {
  const recipe = useRecipeStore((state) => state.recipe);
  const { augmentation, border } = recipe;
  const preset = augmentationName(augmentation);
  return (
    <>
      <BeforeAfter />
      <StaleSection />
      <Section title="Augmentation">
        <div className={styles.preset}>
          <Segmented
            label="Preset"
            value={preset}
            onChange={(next) => {
              if (next !== "custom") showAugmentationPreset(next);
            }}
            options={[
              { value: "none", label: "None" },
              { value: "light", label: "Light" },
              { value: "heavy", label: "Heavy" },
              { value: "custom", label: "Custom", disabled: preset !== "custom" },
            ]}
          />
        </div>
      </Section>
      <Section title="Geometric" aside={<span className={styles.column}>probability</span>}>
        {GEOMETRIC.map(([name, transform]) => (
          <TransformRow key={name} name={name} transform={transform} augmentation={augmentation} />
        ))}
        <Select
          label="Padding"
          explanation="All networks see padded pixels. The U-Net learns the padded mask; directions and levels are not trained there."
          value={augmentation.padding}
          options={PADDINGS}
          onChange={(padding) => changeAugmentation({ padding })}
        />
      </Section>
      <Section title="Photometric" aside={<span className={styles.column}>probability</span>}>
        {PHOTOMETRIC.map(([name, transform]) => (
          <TransformRow key={name} name={name} transform={transform} augmentation={augmentation} />
        ))}
        <p className={styles.rule}>SD: standard deviations of the image.</p>
      </Section>
      <Section title="Targets">
        <Select
          label="Image border"
          explanation="Whether cells cut by the border end there."
          value={border}
          options={BORDERS}
          onChange={(next) => editRecipe({ border: next })}
        />
      </Section>
    </>
  );
}
