import { approximateDuration } from "../../core/approximate-duration.ts";
import { experimentOf } from "../../core/recipe/experiments.ts";
import { isRecipeName, RECIPES, type RecipeName } from "../../core/recipe/presets.ts";
import type { Recipe } from "../../core/recipe/recipe.ts";
import { LARGEST_BATCH } from "../../core/recipe/recipe-schema.ts";
import { savedAs } from "../../core/recipe/saved-recipes.ts";
import { editRecipe, useRecipeStore } from "../../state/recipe.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { chooseNamed, useSavedRecipes } from "../../state/saved-recipes.ts";
import { useTrainEstimate } from "../../state/train-estimate.ts";
import { Explained } from "../controls/Explained.tsx";
import { Notice } from "../controls/Notice.tsx";
import { NumberField } from "../controls/NumberField.tsx";
import { Section } from "../controls/Section.tsx";
import { Select } from "../controls/Select.tsx";
import { EngineSettings } from "./EngineSettings.tsx";
import { ImageAndCropSettings } from "./ImageAndCropSettings.tsx";
import { Marked } from "./Marked.tsx";
import { MemoryFacts } from "./MemoryFacts.tsx";
import { NetworkSettings } from "./NetworkSettings.tsx";
import { OptimiserSettings } from "./OptimiserSettings.tsx";
import { RecipeNames } from "./RecipeNames.tsx";
import { RecipeSharing } from "./RecipeSharing.tsx";
import styles from "./RecipeTab.module.css";
import {
  describeSaved,
  EXPERIMENT_OPTIONS,
  ownOptions,
  RECIPE_DETAILS,
  recipeOrigin,
} from "./recipe-choice.ts";
import { StageTable } from "./StageTable.tsx";
import { ValidationSettings } from "./ValidationSettings.tsx";

const NAMES = Object.keys(RECIPES) as RecipeName[];

function title(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The description of a recipe after its time on this device, if that is known. */
function withTime(detail: string, seconds: number | null): string {
  return seconds === null ? detail : `${title(approximateDuration(seconds))} here. ${detail}`;
}

/** What the chosen recipe is, or that it was changed; undefined for one without a name. */
function explain(recipe: Recipe, own: Recipe | null): string | undefined {
  if (own) return describeSaved(own, recipe);
  const { name, changed } = recipeOrigin(recipe);
  if (changed) return "Changed after it was chosen.";
  return name && isRecipeName(name) ? `${RECIPE_DETAILS[name]}.` : undefined;
}

/** Everything that determines a run. */
export function RecipeTab() {
  const recipe = useRecipeStore((state) => state.recipe);
  const error = useRecipeStore((state) => state.error);
  const active = useRunStore((run) => isActive(run.phase));
  const times = useTrainEstimate((estimate) => estimate.recipes);
  const saved = useSavedRecipes(({ recipes }) => recipes);
  const own = savedAs(recipe.name, saved);
  const options = NAMES.map((name) => ({
    value: name as string,
    label: title(name),
    detail: withTime(RECIPE_DETAILS[name], times[name]),
  }));
  const explanation = explain(recipe, own);
  const experiment = own ? null : experimentOf(recipe.name);
  return (
    <>
      <Section
        title="Recipe"
        aside={
          <div className={styles.choice}>
            <Explained about="Recipe" explanation={explanation}>
              {null}
            </Explained>
            <Select
              label="Recipe"
              labelHidden
              value={own?.name ?? recipe.name}
              options={[...options, ...ownOptions(saved, recipe), ...EXPERIMENT_OPTIONS]}
              onChange={chooseNamed}
            />
          </div>
        }
      >
        <RecipeNames />
        <RecipeSharing />
        {experiment ? (
          <div className={styles.explanation}>
            <Notice kind="plain">{experiment.explanation}</Notice>
          </div>
        ) : null}
        {active ? <Notice kind="plain">A run is in progress. Changes apply to the next run.</Notice> : null}
        {error === null ? null : <Notice kind="danger">{error}</Notice>}
      </Section>
      <Section title="Training">
        <StageTable />
        <Marked name="Batch" path={["batch"]}>
          <NumberField
            label="Batch"
            explanation="Crops per step."
            value={recipe.batch}
            min={1}
            max={LARGEST_BATCH}
            multipleOf={1}
            onChange={(batch) => editRecipe({ batch })}
          />
        </Marked>
      </Section>
      <ImageAndCropSettings />
      <NetworkSettings />
      <OptimiserSettings />
      <ValidationSettings />
      <EngineSettings />
      <MemoryFacts />
    </>
  );
}
