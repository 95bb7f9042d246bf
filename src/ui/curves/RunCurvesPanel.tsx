import { useMemo, useState } from "react";
import { formatTime } from "../../core/format-time.ts";
import { STAGES, type Stage } from "../../core/recipe/recipe.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import { COMMANDS } from "../../state/commands.ts";
import { isActive, runLog, useRunStore } from "../../state/run.ts";
import { setRateFactor } from "../../state/run-controls.ts";
import { chooseAxisScale, useViewStore } from "../../state/view.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import { Button } from "../controls/Button.tsx";
import { NumberField } from "../controls/NumberField.tsx";
import { Segmented } from "../controls/Segmented.tsx";
import { CurveChart } from "./CurveChart.tsx";
import styles from "./RunCurvesPanel.module.css";
import { onScale, runCurves } from "./run-curves.ts";
import { useThrottled } from "./useThrottled.ts";

const MILLISECONDS_BETWEEN_DRAWINGS = 250;

const SCALES = [
  { value: "linear", label: "Linear" },
  { value: "log", label: "Log" },
] as const;

/** The stage whose curves are shown: the chosen one, else the one in training, else the first with curves. */
function useShownStage(revision: number): [Stage, readonly Stage[], (stage: Stage) => void] {
  const current = useRunStore((run) => run.stage);
  const [choice, setChoice] = useState<{ stage: Stage; during: Stage | null } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the log changes with its revision
  const withCurves = useMemo(
    () => STAGES.filter((stage) => runLog.epochs.some((row) => row.stage === stage)),
    [revision],
  );
  // When the run starts another stage, the charts follow.
  const chosen =
    choice && choice.during === current && withCurves.includes(choice.stage) ? choice.stage : null;
  const shown = chosen ?? current ?? withCurves[0] ?? "direction";
  return [shown, withCurves, (stage) => setChoice({ stage, during: current })];
}

/** Start of the run that drew the curves of a stage, if it is not the last run; otherwise null. */
function useEarlierRun(stage: Stage): string | null {
  const drawn = useRunStore((run) => run.curveRuns[stage]);
  const startedAt = useRunStore((run) => run.startedAt);
  if (drawn === undefined || drawn === startedAt) return null;
  return formatTime(drawn, Date.now());
}

const THIRD_CHARTS = [
  { value: "cells", label: "Cells" },
  { value: "rate", label: "Rate" },
] as const;

const THIRD_EMPTY = {
  cells:
    "Scores of the cells found in the validation images, every few epochs. The stage Depth needs a trained Direction Net for this.",
  rate: "The learning rate in every step.",
} as const;

export interface RunCurvesPanelProps {
  readonly theme: string;
  /** Whether the charts are shown; one line otherwise. */
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** The panel as one line, with the last result of the run. */
function FoldedCurves({ onOpen }: { onOpen: () => void }) {
  const hasRun = useRunStore((run) => run.logRevision > 0);
  const message = useRunStore((run) => run.message);
  return (
    <section className={styles.folded} aria-labelledby="curves-title">
      <h2 id="curves-title">Curves</h2>
      <p className={styles.last}>
        {hasRun ? message : "Loss, error and cell scores appear here during training."}
      </p>
      <Button label="Open" variant="quiet" aria-label="Open the curves" onClick={onOpen} />
    </section>
  );
}

/**
 * The learning curves of the current run: loss, the stage's own metric, and the cells found or the learning
 * rate.
 */
export function RunCurvesPanel({ theme, open, onOpen }: RunCurvesPanelProps) {
  return open ? (
    <OpenCurves theme={theme} onFold={() => onOpen(false)} />
  ) : (
    <FoldedCurves onOpen={() => onOpen(true)} />
  );
}

/** The open panel. */
function OpenCurves({ theme, onFold }: { theme: string; onFold: () => void }) {
  const revision = useThrottled(
    useRunStore((run) => run.logRevision),
    MILLISECONDS_BETWEEN_DRAWINGS,
  );
  const scale = useViewStore((view) => view.axisScale);
  const active = useRunStore((run) => isActive(run.phase));
  const rateFactor = useRunStore((run) => run.rateFactor);
  const gate = useRunStore((run) => run.gate);
  const [stage, withCurves, chooseStage] = useShownStage(revision);
  const earlier = useEarlierRun(stage);
  const [chosenThird, setThird] = useState<"cells" | "rate" | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the log changes with its revision
  const curves = useMemo(() => runCurves(stage, gate, runLog.steps, runLog.epochs), [stage, gate, revision]);
  // Cells are counted only now and then, from some epoch on; before that the learning rate is more
  // informative.
  const third = chosenThird ?? (curves.cells.series.some(({ x }) => x.length > 0) ? "cells" : "rate");
  const shared = { revision, theme };
  return (
    <section className={styles.panel} aria-labelledby="curves-title">
      <div className={styles.bar}>
        <h2 id="curves-title">
          {earlier === null ? (
            "Curves"
          ) : (
            <span title={`These curves are from an earlier run, that of ${earlier}.`}>
              <span className="visually-hidden">Curves of the </span>
              Run {earlier}
            </span>
          )}
        </h2>
        <Segmented
          label="Stage of the curves"
          labelHidden
          value={stage}
          onChange={chooseStage}
          options={STAGES.map((value) => ({
            value,
            label: stageTitle(value),
            disabled: value !== stage && !withCurves.includes(value),
          }))}
        />
        <Segmented label="Third chart" labelHidden value={third} onChange={setThird} options={THIRD_CHARTS} />
        <Segmented label="Axes" value={scale} onChange={chooseAxisScale} options={SCALES} />
        <div className={styles.rateFactor} title="For the current run; every run starts at 1">
          <NumberField
            label="Learning rate ×"
            value={active ? rateFactor : 1}
            min={0}
            max={100}
            step={0.1}
            disabled={!active}
            onChange={setRateFactor}
          />
        </div>
        <CommandButton command={COMMANDS.saveCurves} icon="download" variant="quiet" />
        <Button label="Fold" variant="quiet" aria-label="Fold the curves" onClick={onFold} />
      </div>
      <div className={styles.charts}>
        <CurveChart
          {...shared}
          data={curves.loss}
          scale={scale}
          emptyText="Loss of every step, its epoch mean and the validation loss, once training starts."
        />
        <CurveChart
          {...shared}
          data={curves.metric}
          scale={scale}
          emptyText="Measured on the validation images after every epoch."
        />
        <CurveChart
          {...shared}
          data={onScale(curves[third], scale)}
          scale={scale}
          emptyText={THIRD_EMPTY[third]}
        />
      </div>
    </section>
  );
}
