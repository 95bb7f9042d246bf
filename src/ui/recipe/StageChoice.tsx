import { useState } from "react";
import { PIPELINES, stagesOfPipeline } from "../../core/recipe/pipelines.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { Segmented } from "../controls/Segmented.tsx";
import styles from "./StageChoice.module.css";

/** The stage that some rows are about, of the recipe's pipeline, and how to choose another. */
export function useStageChoice(): readonly [Stage, (stage: Stage) => void] {
  const pipeline = useRecipeStore(({ recipe }) => recipe.pipeline);
  const [stage, setStage] = useState<Stage>("direction");
  return [stagesOfPipeline(pipeline, [stage])[0], setStage];
}

/** The stage that the rows below it are about; nothing if there is only one. */
export function StageChoice({ stage, onChange }: { stage: Stage; onChange: (stage: Stage) => void }) {
  const pipeline = useRecipeStore(({ recipe }) => recipe.pipeline);
  const options = PIPELINES[pipeline].stages.map((value) => ({ value, label: stageTitle(value) }));
  if (options.length === 1) return null;
  return (
    <div className={styles.stages}>
      <Segmented label="Stage to set" labelHidden value={stage} onChange={onChange} options={options} />
    </div>
  );
}
