import { Toggle } from "@base-ui/react/toggle";
import { STAGES, type Stage } from "../../core/recipe/recipe.ts";
import { STAGE_TEXT, stageTitle } from "../../core/recipe/stages.ts";
import { describeOrigin, useOriginsStore } from "../../state/network-origins.ts";
import { chooseStage, isActive, useRunStore } from "../../state/run.ts";
import { Icon } from "../controls/Icon.tsx";
import { Tooltip } from "../controls/Tooltip.tsx";
import styles from "./StagePicker.module.css";

/** State of a stage, as the shape of a marker and in words. Null before it has any weights. */
function useStageState(
  stage: Stage,
): { readonly kind: "running" | "trained" | "earlier"; readonly message: string } | null {
  const training = useRunStore((run) => isActive(run.phase) && run.stage === stage);
  const trained = useRunStore((run) => run.trained.includes(stage));
  const startedAt = useRunStore((run) => run.startedAt);
  const origin = useOriginsStore(({ origins }) => origins[stage]);
  if (training) return { kind: "running", message: "being trained" };
  if (!trained) return null;
  const source = origin && describeOrigin(origin, Date.now());
  // Once a run has trained one stage, stages of other origin are distinguished from it.
  const isOfRun = origin?.kind === "run" && origin.startedAt === startedAt;
  if (isOfRun || startedAt === null || !source) return { kind: "trained", message: "trained" };
  return { kind: "earlier", message: `trained: from ${source}` };
}

function StageToggle({ stage }: { stage: Stage }) {
  const chosen = useRunStore((run) => run.chosenStages.includes(stage));
  const state = useStageState(stage);
  const active = useRunStore((run) => isActive(run.phase));
  const fraction = useRunStore((run) =>
    isActive(run.phase) && run.stage === stage && run.totalSteps > 0 ? run.step / run.totalSteps : null,
  );
  return (
    <Tooltip text={state ? `${STAGE_TEXT[stage].trains} (${state.message})` : STAGE_TEXT[stage].trains}>
      <Toggle
        pressed={chosen}
        disabled={active}
        onPressedChange={(pressed) => chooseStage(stage, pressed)}
        className={styles.stage}
      >
        <span className={styles.box}>{chosen ? <Icon name="check" /> : null}</span>
        {stageTitle(stage)}
        <span className={styles.state} data-state={state?.kind}>
          {state ? <span className="visually-hidden">{state.message}</span> : null}
        </span>
        {fraction === null ? null : (
          <span className={styles.track}>
            <span className={styles.done} style={{ width: `${100 * fraction}%` }} />
          </span>
        )}
      </Toggle>
    </Tooltip>
  );
}

/** The stages in the order of the pipeline; pressed ones are trained by the next run. */
export function StagePicker() {
  return (
    <fieldset className={styles.pipeline}>
      <legend className="visually-hidden">Stages to train</legend>
      {STAGES.map((stage, index) => (
        <div key={stage} className={styles.link}>
          {index > 0 ? (
            <span className={styles.arrow} aria-hidden="true">
              ▸
            </span>
          ) : null}
          <StageToggle stage={stage} />
        </div>
      ))}
    </fieldset>
  );
}
