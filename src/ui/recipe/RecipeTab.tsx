import { useState } from "react";
import { RECIPES, type RecipeName } from "../../core/recipe/presets.ts";
import { type Gate, STAGES, type Stage } from "../../core/recipe/recipe.ts";
import { savedAs } from "../../core/recipe/saved-recipes.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import { editRecipe, useRecipeStore } from "../../state/recipe.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { chooseNamed, useSavedRecipes } from "../../state/saved-recipes.ts";
import { Notice } from "../controls/Notice.tsx";
import { Section } from "../controls/Section.tsx";
import { Segmented } from "../controls/Segmented.tsx";
import { Select } from "../controls/Select.tsx";
import { EngineSettings } from "./EngineSettings.tsx";
import { ImageSettings } from "./ImageSettings.tsx";
import { MemoryFacts } from "./MemoryFacts.tsx";
import { NetworkSettings } from "./NetworkSettings.tsx";
import { RecipeNames } from "./RecipeNames.tsx";
import styles from "./RecipeTab.module.css";
import { describeSaved, ownOptions, RECIPE_DETAILS, recipeOrigin } from "./recipe-choice.ts";
import { SampleSettings } from "./SampleSettings.tsx";
import { StageSettings } from "./StageSettings.tsx";

const NAMES = Object.keys(RECIPES) as RecipeName[];

const GATES: readonly { value: Gate; label: string; detail: string }[] = [
  { value: "true", label: "True mask", detail: "From the labels, as in the paper" },
  { value: "predicted", label: "Predicted mask", detail: "From the trained U-Net, as in prediction" },
];

function title(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Everything that determines a run. */
export function RecipeTab() {
  const recipe = useRecipeStore((state) => state.recipe);
  const error = useRecipeStore((state) => state.error);
  const active = useRunStore((run) => isActive(run.phase));
  const [stage, setStage] = useState<Stage>("direction");
  const saved = useSavedRecipes(({ recipes }) => recipes);
  const own = savedAs(recipe.name, saved);
  const origin = recipeOrigin(recipe);
  const options = NAMES.map((name) => ({
    value: name as string,
    label: title(name),
    detail: RECIPE_DETAILS[name],
  }));
  return (
    <>
      <Section title="Recipe">
        <Select
          label="Recipe"
          explanation={
            own
              ? describeSaved(own, recipe)
              : origin.changed
                ? "Changed after it was chosen."
                : origin.name
                  ? `${RECIPE_DETAILS[origin.name]}.`
                  : undefined
          }
          value={own?.name ?? recipe.name}
          options={[...options, ...ownOptions(saved, recipe)]}
          onChange={chooseNamed}
        />
        <RecipeNames />
        {active ? <Notice kind="plain">A run is in progress. Changes apply to the next run.</Notice> : null}
        {error === null ? null : <Notice kind="danger">{error}</Notice>}
      </Section>
      <ImageSettings />
      <SampleSettings />
      <NetworkSettings />
      <Section title="Training">
        <div className={styles.stages}>
          <Segmented
            label="Stage to set"
            labelHidden
            value={stage}
            onChange={setStage}
            options={STAGES.map((value) => ({ value, label: stageTitle(value) }))}
          />
        </div>
        {stage === "direction" ? (
          <Select
            label="Gate by"
            explanation="The mask that sets the background to 0 before the Direction Net sees the image."
            value={recipe.gate}
            options={GATES}
            onChange={(gate) => editRecipe({ gate })}
          />
        ) : null}
        <StageSettings key={stage} stage={stage} />
      </Section>
      <MemoryFacts />
      <EngineSettings />
    </>
  );
}
