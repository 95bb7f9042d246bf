import { Toggle } from "@base-ui/react/toggle";
import { useId } from "react";
import { approximateDuration } from "../../core/approximate-duration.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import { STAGE_TEXT } from "../../core/recipe/stages.ts";
import { useOriginsStore } from "../../state/network-origins.ts";
import { chooseStage, isActive, useRunStore } from "../../state/run.ts";
import { useTrainEstimate } from "../../state/train-estimate.ts";
import { Icon } from "../controls/Icon.tsx";
import styles from "./StageToggle.module.css";
import { stageState } from "./stage-state.ts";

interface StageToggleProps {
  readonly stage: Stage;
  /** Without another stage there is nothing to choose. */
  readonly isOnly: boolean;
}

/** Whether the next run trains a stage; beside it what the stage gives, its state and its time. */
export function StageToggle({ stage, isOnly }: StageToggleProps) {
  const run = useRunStore();
  const origin = useOriginsStore(({ origins }) => origins[stage]);
  const planned = useTrainEstimate(({ plan }) => plan.find((one) => one.stage === stage));
  const id = useId();
  const chosen = run.chosenStages.includes(stage);
  const { kind, text } = stageState(stage, run, origin, Date.now());
  const { title, gives, networks } = STAGE_TEXT[stage];
  const seconds = planned?.seconds ?? null;
  return (
    <Toggle
      pressed={chosen}
      disabled={isOnly || isActive(run.phase)}
      data-only={isOnly || undefined}
      onPressedChange={(pressed) => chooseStage(stage, pressed)}
      className={styles.stage}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-gives ${id}-state`}
    >
      <span className={styles.box}>{chosen ? <Icon name="check" /> : null}</span>
      <span id={`${id}-title`} className={styles.title}>
        {title}
      </span>
      <span id={`${id}-state`} className={styles.state}>
        <span className={styles.marker} data-kind={kind} />
        {text}
      </span>
      <span id={`${id}-gives`} className={styles.gives}>
        {gives} ({networks})
      </span>
      <span className={styles.time}>{seconds === null ? "" : approximateDuration(seconds)}</span>
    </Toggle>
  );
}
