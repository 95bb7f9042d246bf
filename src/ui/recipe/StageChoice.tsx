import { STAGES, type Stage } from "../../core/recipe/recipe.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import { Segmented } from "../controls/Segmented.tsx";
import styles from "./StageChoice.module.css";

const OPTIONS = STAGES.map((value) => ({ value, label: stageTitle(value) }));

/** The stage that the rows below it are about. */
export function StageChoice({ stage, onChange }: { stage: Stage; onChange: (stage: Stage) => void }) {
  return (
    <div className={styles.stages}>
      <Segmented label="Stage to set" labelHidden value={stage} onChange={onChange} options={OPTIONS} />
    </div>
  );
}
