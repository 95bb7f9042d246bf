import { stageLoss } from "../../core/losses/loss.ts";
import {
  EARLY_STOPPING,
  EARLY_STOPPING_FIELDS,
  type EarlyStoppingRecipe,
} from "../../core/recipe/early-stopping.ts";
import { MONITORED_SCORES, scoresOf } from "../../core/recipe/monitored-scores.ts";
import type { Stage, StageRecipe } from "../../core/recipe/recipe.ts";
import { editStage, useRecipeStore } from "../../state/recipe.ts";
import { Select, type SelectOption } from "../controls/Select.tsx";
import { Switch } from "../controls/Switch.tsx";
import { Marked } from "./Marked.tsx";
import { RecipeFieldRows } from "./RecipeFieldRows.tsx";

const AUTOMATIC = {
  value: "auto",
  label: "Automatic",
  detail: "Kaggle mean in the predicted mask; without a U-Net, validation loss",
} as const;

function bestByOptions(stage: Stage): SelectOption<StageRecipe["bestBy"]>[] {
  const scores = scoresOf(stageLoss(stage).task);
  return [AUTOMATIC, ...scores.map((value) => ({ value, label: MONITORED_SCORES[value].title }))];
}

/** What follows the validations of a stage: the rank of its weights, and early stopping. */
export function CallbackSettings({ stage }: { stage: Stage }) {
  const { earlyStopping, bestBy } = useRecipeStore(({ recipe }) => recipe.stages[stage]);
  const path = ["stages", stage, "earlyStopping"];
  return (
    <>
      <Marked name="Best weights by" path={["stages", stage, "bestBy"]}>
        <Select
          label="Best weights by"
          explanation="The score of validation that ranks the weights of this stage."
          value={bestBy}
          options={bestByOptions(stage)}
          onChange={(score) => editStage(stage, { bestBy: score })}
        />
      </Marked>
      <Marked name="Early stopping" path={path}>
        <Switch
          label="Early stopping"
          explanation="Ends the stage when a score of validation no longer improves, or is not a number."
          checked={earlyStopping !== null}
          onChange={(isOn) => editStage(stage, { earlyStopping: isOn ? EARLY_STOPPING : null })}
        />
      </Marked>
      {earlyStopping ? (
        <RecipeFieldRows
          fields={EARLY_STOPPING_FIELDS}
          stage={stage}
          path={path}
          values={earlyStopping}
          onChange={(name, value) =>
            editStage(stage, { earlyStopping: { ...earlyStopping, [name]: value } as EarlyStoppingRecipe })
          }
        />
      ) : null}
    </>
  );
}
