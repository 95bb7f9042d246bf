import { useState } from "react";
import type { ListedRun } from "../../core/runs/listed-run.ts";
import type { WeightsChoice } from "../../core/runs/run-record.ts";
import { resumeStored } from "../../state/resume-run.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { chooseBaseline } from "../../state/runs.ts";
import { deleteRun, editRun } from "../../state/stored-runs.ts";
import { takeRunNetworks } from "../../state/take-run-networks.ts";
import { CHECKPOINT_FILE } from "../../workers/checkpoint-sink.ts";
import { Button } from "../controls/Button.tsx";
import { Segmented } from "../controls/Segmented.tsx";
import styles from "./RunDetail.module.css";

const CHOICES = [
  { value: "best", label: "Best" },
  { value: "last", label: "Last" },
] as const;

export interface RunActionsProps {
  readonly run: ListedRun;
  readonly isBaseline: boolean;
}

/** What can be done with a run. */
export function RunActions({ run, isBaseline }: RunActionsProps) {
  const { id, record } = run;
  const [choice, setChoice] = useState<WeightsChoice>("best");
  const isTraining = useRunStore(({ phase }) => isActive(phase));
  const hasBoth = CHOICES.every(({ value }) => record?.weights.some((one) => one.choice === value));
  const hasWeights = record !== null && record.weights.length > 0;
  const canResume =
    record !== null &&
    record.status.kind !== "running" &&
    run.files.some(({ name }) => name === CHECKPOINT_FILE);
  const isRunning = record?.status.kind === "running";
  return (
    <div className={styles.actions}>
      {hasBoth ? <Segmented label="Weights" value={choice} onChange={setChoice} options={CHOICES} /> : null}
      {canResume ? (
        <Button
          label="Resume"
          icon="play"
          disabled={isTraining}
          title="Go on from the last checkpoint"
          onClick={() => void resumeStored(id)}
        />
      ) : null}
      {hasWeights ? (
        <Button
          label="Use these networks"
          variant="primary"
          disabled={isTraining}
          title={isTraining ? "Stop the run in progress first" : undefined}
          onClick={() => void takeRunNetworks(id, choice)}
        />
      ) : null}
      {record ? (
        <>
          <Button
            label="Baseline"
            icon="compare"
            aria-pressed={isBaseline}
            title="Compare the other runs with this one"
            onClick={() => chooseBaseline(id)}
          />
          <Button
            label="Pin"
            icon="pin"
            aria-pressed={record.pinned}
            disabled={run.kind === "damaged"}
            title="Keep the weights of this run when room is needed"
            onClick={() => void editRun(id, { pinned: !record.pinned })}
          />
        </>
      ) : null}
      <Button label="Delete" icon="remove" disabled={isRunning} onClick={() => void deleteRun(id)} />
    </div>
  );
}
