import { PIPELINES } from "../../core/recipe/pipelines.ts";
import type { Pipeline } from "../../core/recipe/recipe.ts";
import { editRecipe, useRecipeStore } from "../../state/recipe.ts";
import { Segmented } from "../controls/Segmented.tsx";
import styles from "./PipelineChoice.module.css";

const OPTIONS = (Object.keys(PIPELINES) as Pipeline[]).map((value) => ({
  value,
  label: PIPELINES[value].title,
}));

/** Choice between one network with three heads and three networks as published, with what distinguishes them. */
export function PipelineChoice() {
  const pipeline = useRecipeStore(({ recipe }) => recipe.pipeline);
  return (
    <div className={styles.choice}>
      <Segmented
        label="Networks"
        labelHidden
        value={pipeline}
        options={OPTIONS}
        onChange={(chosen) => editRecipe({ pipeline: chosen })}
      />
      <p className={styles.explanation}>{PIPELINES[pipeline].explanation}</p>
    </div>
  );
}
