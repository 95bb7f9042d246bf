import { CROP_MULTIPLE, LARGEST_CROP, LARGEST_SEED } from "../../core/recipe/recipe-limits.ts";
import { editRecipe, useRecipeStore } from "../../state/recipe.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { Switch } from "../controls/Switch.tsx";
import { FractionSetting } from "./FractionSetting.tsx";
import { Marked } from "./Marked.tsx";
import { SyntheticSettings } from "./SyntheticSettings.tsx";

/** Crops of the training images, and the seed of the run. */
export function SampleSettings() {
  const recipe = useRecipeStore((state) => state.recipe);
  const { crop, cropsPerImage } = recipe;
  return (
    <>
      <Marked name="Crop" path={["crop"]}>
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
      </Marked>
      <Marked name="Crops per image" path={["cropsPerImage"]}>
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
      </Marked>
      <FractionSetting
        label="Crops without cells"
        explanation="The fraction of crops without a cell that the U-Net is trained on, to learn the background; the others are replaced by crops with cells. At 0, images without cells are not used. The other networks learn from cells only."
        path={["emptyCropFraction"]}
        value={recipe.emptyCropFraction}
        onChange={(fraction) => editRecipe({ emptyCropFraction: fraction })}
      />
      <FractionSetting
        label="Crops centred on cells"
        explanation="The fraction of crops that are placed around a random pixel of a cell, at most a third of their side from their centre; the others lie anywhere. For images with few cells."
        path={["cellCropFraction"]}
        value={recipe.cellCropFraction}
        onChange={(fraction) => editRecipe({ cellCropFraction: fraction })}
      />
      <SyntheticSettings />
      <Marked name="Seed" path={["seed"]}>
        <NumberField
          label="Seed"
          explanation="The same recipe and seed give the same run."
          value={recipe.seed}
          min={0}
          max={LARGEST_SEED}
          multipleOf={1}
          onChange={(seed) => editRecipe({ seed })}
        />
      </Marked>
    </>
  );
}
