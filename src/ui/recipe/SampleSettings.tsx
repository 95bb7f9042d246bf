import {
  CROP_MULTIPLE,
  LARGEST_BATCH,
  LARGEST_CROP,
  LARGEST_SEED,
  MAX_EPOCHS_BETWEEN_COUNTS,
} from "../../core/recipe/recipe-schema.ts";
import { editRecipe, useRecipeStore } from "../../state/recipe.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { inFraction, inPercent } from "../controls/percent.ts";
import { Section } from "../controls/Section.tsx";
import { Switch } from "../controls/Switch.tsx";

/** Training images and composition of a batch. */
export function SampleSettings() {
  const recipe = useRecipeStore((state) => state.recipe);
  const { crop, cropsPerImage, validationCrop, countCellsEvery, keep } = recipe;
  return (
    <Section title="Samples">
      <NumberField
        label="Seed"
        explanation="The same recipe and seed give the same run."
        value={recipe.seed}
        min={0}
        max={LARGEST_SEED}
        multipleOf={1}
        onChange={(seed) => editRecipe({ seed })}
      />
      <NumberField
        label="Validation images"
        explanation="Held-out whole images, never parts of one. With two or more images, at least one validates and at least one trains."
        unit="%"
        value={inPercent(recipe.validationFraction)}
        min={0}
        max={100}
        step={5}
        onChange={(percent) => editRecipe({ validationFraction: inFraction(percent) })}
      />
      <NumberField
        label="Crop"
        explanation={`Side of a training crop, a multiple of ${CROP_MULTIPLE}.`}
        unit="px"
        value={crop}
        min={CROP_MULTIPLE}
        max={LARGEST_CROP}
        step={CROP_MULTIPLE}
        multipleOf={CROP_MULTIPLE}
        onChange={(side) => editRecipe({ crop: side })}
      />
      <NumberField
        label="Batch"
        explanation="Crops per step."
        value={recipe.batch}
        min={1}
        max={LARGEST_BATCH}
        multipleOf={1}
        onChange={(batch) => editRecipe({ batch })}
      />
      <Switch
        label="Cover each image once per epoch"
        explanation="The number of crops that covers its area about once."
        checked={cropsPerImage === "cover"}
        onChange={(cover) => editRecipe({ cropsPerImage: cover ? "cover" : 1 })}
      />
      {cropsPerImage === "cover" ? null : (
        <NumberField
          label="Crops per image"
          explanation="Per epoch."
          value={cropsPerImage}
          min={1}
          max={10_000}
          multipleOf={1}
          onChange={(count) => editRecipe({ cropsPerImage: count })}
        />
      )}
      <NumberField
        label="Crops without cells"
        explanation="The fraction of crops without a cell that the U-Net is trained on, to learn the background; the others are replaced by crops with cells. At 0, images without cells are not used. The other networks learn from cells only."
        unit="%"
        value={inPercent(recipe.emptyCropFraction)}
        min={0}
        max={100}
        step={5}
        onChange={(percent) => editRecipe({ emptyCropFraction: inFraction(percent) })}
      />
      <Switch
        label="Validate on whole images"
        explanation="Otherwise on a centre crop: faster, but less reliable."
        checked={validationCrop === "whole"}
        onChange={(whole) => editRecipe({ validationCrop: whole ? "whole" : crop })}
      />
      {validationCrop === "whole" ? null : (
        <NumberField
          label="Validation crop"
          unit="px"
          value={validationCrop}
          min={CROP_MULTIPLE}
          max={LARGEST_CROP}
          step={CROP_MULTIPLE}
          multipleOf={CROP_MULTIPLE}
          onChange={(side) => editRecipe({ validationCrop: side })}
        />
      )}
      <NumberField
        label="Count cells every"
        explanation="Also finds the cells of the validation images and scores them. 0: never."
        unit="epochs"
        value={countCellsEvery}
        min={keep === "best" ? 1 : 0}
        max={MAX_EPOCHS_BETWEEN_COUNTS}
        multipleOf={1}
        onChange={(epochs) => editRecipe({ countCellsEvery: epochs })}
      />
      <Switch
        label="Keep the best weights"
        explanation="Instead of the last ones: the weights with the best Kaggle mean on the validation images in the predicted mask; without a U-Net, those with the lowest validation loss."
        checked={keep === "best"}
        disabled={countCellsEvery === 0}
        onChange={(best) => editRecipe({ keep: best ? "best" : "last" })}
      />
    </Section>
  );
}
