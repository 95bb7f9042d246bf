import { queueSummary } from "../../core/queue/queue-text.ts";
import { hasEnded, withoutEnded, withoutWaiting } from "../../core/queue/run-queue.ts";
import { COMMANDS } from "../../state/commands.ts";
import { useQueueStore } from "../../state/queue.ts";
import { queueSeconds } from "../../state/queue-estimate.ts";
import { useRunStore } from "../../state/run.ts";
import { changeQueue, useRunQueue } from "../../state/run-queue.ts";
import { fractionDone } from "../../state/run-time.ts";
import { useTrainEstimate } from "../../state/train-estimate.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import { Button } from "../controls/Button.tsx";
import { formatSeconds } from "../status/quantities.ts";
import styles from "./QueuePanel.module.css";

import { useRunSeconds } from "./use-run-seconds.ts";

/** Remaining seconds of the queue in progress; null while unknown. */
function useQueueSecondsLeft(): number | null {
  const after = useQueueStore(({ progress }) => progress?.secondsAfter ?? null);
  const left = useRunStore(({ secondsLeft }) => secondsLeft);
  return after === null || left === null ? null : after + left;
}

function Progress() {
  const progress = useQueueStore((state) => state.progress);
  const isStopping = useQueueStore((state) => state.isStopping);
  const plan = useTrainEstimate((estimate) => estimate.plan);
  const stage = useRunStore((run) => run.stage);
  const step = useRunStore((run) => run.step);
  const left = useQueueSecondsLeft();
  if (!progress) return null;
  const { place, of } = progress;
  const done = (place - 1 + fractionDone(plan, { stage, step })) / of;
  return (
    <>
      <p className={styles.status}>
        <span className={styles.strong}>
          Run {place} of {of}
        </span>
        <span className={styles.muted}>
          {isStopping ? "stopping" : left === null ? "" : `${formatSeconds(left)} left`}
        </span>
      </p>
      <div
        className={styles.progress}
        role="progressbar"
        aria-label="Queue"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(100 * done)}
      >
        <span className={styles.done} style={{ width: `${100 * done}%` }} />
      </div>
    </>
  );
}

function Summary() {
  const queue = useRunQueue((state) => state.queue);
  useRunSeconds();
  const seconds = queueSeconds(queue.runs.filter((run) => !hasEnded(run)));
  return (
    <p className={styles.status}>
      <span className={styles.strong}>{queueSummary(queue, seconds)}</span>
    </p>
  );
}

/** What is to do and how long it takes, or the progress; with the acts on the whole queue. */
export function QueueBar() {
  const isTraining = useQueueStore(({ progress }) => progress !== null);
  const isElsewhere = useRunQueue((state) => state.isElsewhere);
  const { runs } = useRunQueue((state) => state.queue);
  const hasEndedRuns = runs.some(hasEnded);
  const hasWaiting = runs.some(({ state }) => state.kind === "waiting");
  return (
    <header className={styles.bar}>
      {isTraining ? <Progress /> : <Summary />}
      <div className={styles.barActs}>
        {hasEndedRuns && !isTraining ? (
          <Button label="Clear ended" variant="quiet" onClick={() => void changeQueue(withoutEnded)} />
        ) : null}
        {hasWaiting && !isTraining ? (
          <Button label="Remove waiting" variant="quiet" onClick={() => void changeQueue(withoutWaiting)} />
        ) : null}
        {isTraining ? (
          <>
            <CommandButton command={COMMANDS.stopOfQueue} icon="next" />
            <CommandButton command={COMMANDS.stopQueue} icon="stop" />
          </>
        ) : (
          <CommandButton
            command={COMMANDS.startQueue}
            icon="play"
            variant="primary"
            disabled={isElsewhere || runs.every(hasEnded)}
          />
        )}
      </div>
    </header>
  );
}
