import { PIPELINES } from "../../core/recipe/pipelines.ts";
import { type Recipe, STAGES } from "../../core/recipe/recipe.ts";
import { followsCells, MAX_EPOCHS_BETWEEN_COUNTS } from "../../core/recipe/recipe-schema.ts";
import { validationText } from "../../core/recipe/validation-transforms.ts";
import { editRecipe, useRecipeStore } from "../../state/recipe.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { inPercent } from "../controls/percent.ts";
import { Switch } from "../controls/Switch.tsx";
import { CallbackSettings } from "./CallbackSettings.tsx";
import { FoldedSection } from "./FoldedSection.tsx";
import { FractionSetting } from "./FractionSetting.tsx";
import { Marked } from "./Marked.tsx";
import { StageChoice, useStageChoice } from "./StageChoice.tsx";
import type { Setting } from "./use-change.ts";
import { ValidationTransformFields } from "./ValidationTransformFields.tsx";

const SETTINGS: readonly Setting[] = [
  ...["validationFraction", "validation", "countCellsEvery", "keep"].map((name) => ({ path: [name] })),
  ...STAGES.flatMap((stage) =>
    ["bestBy", "earlyStopping"].map((name) => ({ path: ["stages", stage, name] })),
  ),
];

function summaryOf({
  validationFraction,
  validation: { first, second },
  keep,
  stages,
  pipeline,
}: Recipe): string {
  const transforms = [first, ...(second ? [second] : [])].map(validationText).join(" and ");
  const stopping = PIPELINES[pipeline].stages.some((stage) => stages[stage].earlyStopping)
    ? ", early stopping"
    : "";
  return `${inPercent(validationFraction)} %, ${transforms}, ${keep}${stopping}`;
}

/** Validation images, what is measured on them, and which weights are kept. */
export function ValidationSettings() {
  const recipe = useRecipeStore((state) => state.recipe);
  const { crop, validation, countCellsEvery, keep } = recipe;
  const { first, second } = validation;
  const edit = (change: Partial<Recipe["validation"]>) =>
    editRecipe({ validation: { ...validation, ...change } });
  const [stage, setStage] = useStageChoice();
  return (
    <FoldedSection title="Validation and stopping" summary={summaryOf(recipe)} settings={SETTINGS}>
      <FractionSetting
        label="Validation images"
        explanation="Held-out whole images, never parts of one. With two or more images, at least one validates and at least one trains."
        path={["validationFraction"]}
        value={recipe.validationFraction}
        onChange={(fraction) => editRecipe({ validationFraction: fraction })}
      />
      <Marked name="Validation transform" path={["validation", "first"]}>
        <ValidationTransformFields
          label={second ? "Validation A" : "Validation transform"}
          explanation="The parts of the validation images that are measured. They decide about the best weights, early stopping and the plateau."
          value={first}
          side={crop}
          onChange={(transform) => transform && edit({ first: transform })}
        />
      </Marked>
      <Marked name="Second validation" path={["validation", "second"]}>
        <ValidationTransformFields
          label={second ? "Validation B" : "Second validation"}
          explanation="Measured in the same run and drawn over the first, for comparison only."
          value={second}
          side={crop}
          optional
          onChange={(transform) => edit({ second: transform })}
        />
      </Marked>
      <Marked name="Count cells every" path={["countCellsEvery"]}>
        <NumberField
          label="Count cells every"
          explanation="Also finds the cells of the validation images and scores them. 0: never."
          unit="epochs"
          value={countCellsEvery}
          min={Object.values(recipe.stages).some(followsCells) ? 1 : 0}
          max={MAX_EPOCHS_BETWEEN_COUNTS}
          multipleOf={1}
          onChange={(epochs) => editRecipe({ countCellsEvery: epochs })}
        />
      </Marked>
      <Marked name="Keep the best weights" path={["keep"]}>
        <Switch
          label="Keep the best weights"
          explanation="The networks in use after training have the weights with the best score on validation instead of the last ones."
          checked={keep === "best"}
          onChange={(best) => editRecipe({ keep: best ? "best" : "last" })}
        />
      </Marked>
      <StageChoice stage={stage} onChange={setStage} />
      <CallbackSettings key={stage} stage={stage} />
    </FoldedSection>
  );
}
