import { stageTitle } from "../../core/recipe/stages.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { cancelTuning, forgetTunings, tuneDevice, useTuningStore } from "../../state/tuning.ts";
import { Button } from "../controls/Button.tsx";
import { Notice } from "../controls/Notice.tsx";
import { Progress } from "../controls/Progress.tsx";
import styles from "./DeviceTuning.module.css";
import { describeTuning } from "./describe-tuning.ts";

/** Tunes the networks of the chosen stages to this device, and reports the gain. */
export function DeviceTuning() {
  const { progress, results, kept, error } = useTuningStore();
  const active = useRunStore((run) => isActive(run.phase));
  const nothingChosen = useRunStore((run) => run.chosenStages.length === 0);
  return (
    <div className={styles.tuning}>
      <p className={styles.explanation}>
        Tuning measures the fastest way to compute each layer of the chosen stages on this device, and uses it
        for runs with this network, crop and batch. It changes the last bits of the results, so the run's
        report names it.
      </p>
      {progress ? (
        <Progress
          label={`Tuning ${stageTitle(progress.stage)}`}
          done={progress.done}
          total={progress.all}
          detail={progress.layer}
        />
      ) : null}
      <div className={styles.buttons}>
        {progress ? (
          <Button label="Cancel tuning" onClick={cancelTuning} />
        ) : (
          <Button
            label="Tune for this device"
            disabled={active || nothingChosen}
            onClick={() => void tuneDevice()}
          />
        )}
        {kept > 0 && !progress ? (
          <Button label="Forget" variant="quiet" disabled={active} onClick={forgetTunings} />
        ) : null}
      </div>
      <div role="status">
        {results.map(({ stage, report }) => (
          <p key={stage} className={styles.result}>
            {stageTitle(stage)}: {describeTuning(report)}
          </p>
        ))}
        {kept > 0 && results.length === 0 ? (
          <p className={styles.result}>
            {kept === 1 ? "One network is tuned" : `${kept} networks are tuned`} in this browser.
          </p>
        ) : null}
      </div>
      {error === null ? null : <Notice kind="danger">{error}</Notice>}
    </div>
  );
}
