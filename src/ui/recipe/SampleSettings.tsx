import { CROP_MULTIPLE, LARGEST_CROP, LARGEST_SEED } from "../../core/recipe/recipe-limits.ts";
import { editRecipe, useRecipeStore } from "../../state/recipe.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { inFraction, inPercent } from "../controls/percent.ts";
import { Switch } from "../controls/Switch.tsx";
import { Marked } from "./Marked.tsx";

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
      <Marked name="Crops without cells" path={["emptyCropFraction"]}>
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
      </Marked>
      <Marked name="Crops centred on cells" path={["cellCropFraction"]}>
        <NumberField
          label="Crops centred on cells"
          explanation="The fraction of crops that are placed around a random pixel of a cell, at most a third of their side from their centre; the others lie anywhere. For images with few cells."
          unit="%"
          value={inPercent(recipe.cellCropFraction)}
          min={0}
          max={100}
          step={5}
          onChange={(percent) => editRecipe({ cellCropFraction: inFraction(percent) })}
        />
      </Marked>
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
