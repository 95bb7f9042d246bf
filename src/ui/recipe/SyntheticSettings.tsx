import { SYNTHETIC } from "../../core/recipe/setting-options.ts";
import { syntheticOf } from "../../core/recipe/synthetic.ts";
import { editRecipe, useRecipeStore } from "../../state/recipe.ts";
import { Select } from "../controls/Select.tsx";
import { FractionSetting } from "./FractionSetting.tsx";
import { Marked } from "./Marked.tsx";

/** Crops from synthetic images: of which kind, how many, and how long. */
export function SyntheticSettings() {
  const synthetic = useRecipeStore((state) => state.recipe.synthetic);
  return (
    <>
      <Marked name="Synthetic images" path={["synthetic", "kind"]} resets={["synthetic"]}>
        <Select
          label="Synthetic images"
          explanation="Crops from drawn images with known cells, mixed among those of your images. For few training images. Choose the kind that looks like yours."
          value={synthetic.kind}
          options={SYNTHETIC}
          onChange={(kind) => editRecipe({ synthetic: syntheticOf(kind) })}
        />
      </Marked>
      {synthetic.kind === "none" ? null : (
        <>
          <FractionSetting
            label="Synthetic crops at the start"
            explanation="The fraction of the crops at the first step that come from synthetic images. It falls evenly to 0."
            path={["synthetic", "fraction"]}
            value={synthetic.fraction}
            onChange={(fraction) => editRecipe({ synthetic: { ...synthetic, fraction } })}
          />
          <FractionSetting
            label="Synthetic crops until"
            explanation="The part of a stage's steps after which all crops come from your images."
            path={["synthetic", "until"]}
            value={synthetic.until}
            onChange={(until) => editRecipe({ synthetic: { ...synthetic, until } })}
          />
        </>
      )}
    </>
  );
}
