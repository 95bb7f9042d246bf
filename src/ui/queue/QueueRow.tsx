import { approximateDuration } from "../../core/approximate-duration.ts";
import {
  canMove,
  hasEnded,
  type QueuedRun,
  type QueuedState,
  type RunQueue,
  withMoved,
  withoutRun,
  withRetried,
} from "../../core/queue/run-queue.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import { changeQueue } from "../../state/run-queue.ts";
import { chooseRun } from "../../state/runs.ts";
import { showTable } from "../../state/show-queue.ts";
import { IconButton } from "../controls/IconButton.tsx";
import { NO_VALUE } from "../controls/no-value.ts";
import styles from "./QueueList.module.css";

export const QUEUED_TITLES: Readonly<Record<QueuedState["kind"], string>> = {
  waiting: "Waiting",
  running: "Running",
  finished: "Finished",
  stopped: "Stopped",
  failed: "Failed",
};

function Acts({ queue, run }: { queue: RunQueue; run: QueuedRun }) {
  const { key, name, state } = run;
  if (state.kind === "running") return null;
  const move = (step: -1 | 1) => void changeQueue((now) => withMoved(now, key, step));
  return (
    <span className={styles.acts}>
      {hasEnded(run) ? (
        <IconButton
          label={`Train ${name} again`}
          icon="undo"
          onClick={() => void changeQueue((now) => withRetried(now, key))}
        />
      ) : (
        <>
          <IconButton
            label={`Move ${name} up`}
            icon="chevronUp"
            why={canMove(queue, key, -1) ? null : "It is the next one."}
            onClick={() => move(-1)}
          />
          <IconButton
            label={`Move ${name} down`}
            icon="chevron"
            why={canMove(queue, key, 1) ? null : "It is the last one."}
            onClick={() => move(1)}
          />
        </>
      )}
      <IconButton
        label={`Remove ${name} from the queue`}
        icon="close"
        onClick={() => void changeQueue((now) => withoutRun(now, key))}
      />
    </span>
  );
}

/** The name of a run; one that is kept opens in the table of runs. */
function Name({ run }: { run: QueuedRun }) {
  const { name, state } = run;
  const runId = "runId" in state ? state.runId : null;
  if (runId === null || state.kind === "running")
    return (
      <span className={styles.name} title={name}>
        {name}
      </span>
    );
  const open = () => {
    chooseRun(runId);
    showTable();
  };
  return (
    <button
      type="button"
      className={`${styles.name} ${styles.open}`}
      title={`${name}: show it in the table of runs`}
      onClick={open}
    >
      {name}
    </button>
  );
}

export interface QueueRowProps {
  readonly queue: RunQueue;
  readonly run: QueuedRun;
  readonly place: number;
  /** The settings in which the runs of the queue differ, with the values of this one. */
  readonly differs: string;
  readonly seconds: number | null;
  /** Whether a run in training has been interrupted. */
  readonly isInterrupted: boolean;
}

/** A run of the queue. */
export function QueueRow({ queue, run, place, differs, seconds, isInterrupted }: QueueRowProps) {
  const { state, stages, recipe } = run;
  const steps = stages.reduce((sum, stage) => sum + recipe.stages[stage].steps, 0);
  const inEpochs = stages.some((stage) => recipe.stages[stage].epochs !== null);
  const message = state.kind === "failed" ? state.message : null;
  const title = state.kind === "running" && isInterrupted ? "Interrupted" : QUEUED_TITLES[state.kind];
  return (
    <tr className={styles.row} data-state={state.kind}>
      <td className={styles.place}>{place}</td>
      <th scope="row" className={styles.run}>
        <Name run={run} />
        {message === null ? (
          <span className={styles.differs} title={differs}>
            {differs}
          </span>
        ) : (
          <span className={styles.message} title={message}>
            {message}
          </span>
        )}
      </th>
      <td className={styles.stages}>{stages.map((stage) => stageTitle(stage)).join(", ")}</td>
      <td className={`${styles.number} ${styles.steps}`}>
        {inEpochs ? NO_VALUE : steps.toLocaleString("en-GB")}
      </td>
      <td className={styles.number}>{seconds === null ? NO_VALUE : approximateDuration(seconds)}</td>
      <td
        className={styles.state}
        data-state={isInterrupted && state.kind === "running" ? "failed" : state.kind}
      >
        {title}
      </td>
      <td className={styles.actsCell}>
        <Acts queue={queue} run={run} />
      </td>
    </tr>
  );
}
