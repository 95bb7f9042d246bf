import { stageTitle } from "../../core/recipe/stages.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { fractionDone, partsDone, sharesOf } from "../../state/run-time.ts";
import { useTrainEstimate } from "../../state/train-estimate.ts";
import styles from "./RunProgress.module.css";

/** Progress of the whole run, with a segment for each stage; empty before a run, full after it. */
export function RunProgress() {
  const plan = useTrainEstimate((estimate) => estimate.plan);
  const phase = useRunStore((run) => run.phase);
  const stage = useRunStore((run) => run.stage);
  const step = useRunStore((run) => run.step);
  const isShown = isActive(phase) || phase === "stopped" || phase === "failed";
  const position = isShown ? { stage, step } : { stage: null, step: 0 };
  const parts = phase === "finished" ? plan.map(() => 1) : partsDone(plan, position);
  const percent = phase === "finished" ? 100 : Math.floor(100 * fractionDone(plan, position));
  const shares = sharesOf(plan);
  return (
    <div
      className={styles.bar}
      role="progressbar"
      aria-label="Run"
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      {plan.map((planned, index) => (
        <span
          key={planned.stage}
          className={styles.segment}
          style={{ flexGrow: shares[index] }}
          title={stageTitle(planned.stage)}
        >
          <span className={styles.done} style={{ width: `${100 * parts[index]}%` }} />
        </span>
      ))}
    </div>
  );
}
