import { useMemo, useState } from "react";
import { formatTime } from "../../core/format-time.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import { COMMANDS } from "../../state/commands.ts";
import { isActive, runLog, useRunStore } from "../../state/run.ts";
import { setRateFactor } from "../../state/run-controls.ts";
import { chooseAxisScale, useViewStore } from "../../state/view.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import { Button } from "../controls/Button.tsx";
import { NumberField } from "../controls/NumberField.tsx";
import { Segmented } from "../controls/Segmented.tsx";
import { CurveChart } from "./CurveChart.tsx";
import type { CurveChartData } from "./curve-chart-data.ts";
import styles from "./RunCurvesPanel.module.css";
import { onScale, runCurves } from "./run-curves.ts";
import { type SpansByStage, stageSpans } from "./stage-spans.ts";
import { useThrottled } from "./useThrottled.ts";

const MILLISECONDS_BETWEEN_DRAWINGS = 250;

const SCALES = [
  { value: "linear", label: "Linear" },
  { value: "log", label: "Log" },
] as const;

const SECOND_CHARTS = [
  { value: "angle", label: "Angle" },
  { value: "pixels", label: "Mask and levels" },
] as const;

const THIRD_CHARTS = [
  { value: "cells", label: "Cell scores" },
  { value: "rate", label: "Rate" },
] as const;

const EMPTY = {
  angle: "The angle error on validation images, after every epoch of a stage that trains the Direction Net.",
  pixels: "Mask IoU and level accuracy on validation images, after every epoch.",
  cells:
    "Scores of the cells found in the validation images, every few epochs. The stage Depth needs a trained Direction Net for this.",
  rate: "The learning rate in every step, and the planned one.",
} as const;

/** The time axis of all stages with curves; a stage of an earlier run has its time in the title. */
function useSpans(revision: number): SpansByStage {
  const stage = useRunStore((run) => run.stage);
  const steps = useRunStore((run) => run.totalSteps);
  const active = useRunStore((run) => isActive(run.phase));
  const drawn = useRunStore((run) => run.curveRuns);
  const startedAt = useRunStore((run) => run.startedAt);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the log changes with its revision
  return useMemo(() => {
    const suffixOf = (of: Stage) => {
      const time = drawn[of];
      return time === undefined || time === startedAt ? "" : ` (${formatTime(time, Date.now())})`;
    };
    return stageSpans(runLog.added, active && stage ? { stage, steps } : null, suffixOf);
  }, [stage, steps, active, drawn, startedAt, revision]);
}

const hasPoints = ({ series }: CurveChartData) => series.length > 0;

/** The charts of the current run, with their tools. */
export function OpenCurves({ theme, onFold }: { theme: string; onFold: () => void }) {
  const revision = useThrottled(
    useRunStore((run) => run.logRevision),
    MILLISECONDS_BETWEEN_DRAWINGS,
  );
  const scale = useViewStore((view) => view.axisScale);
  const active = useRunStore((run) => isActive(run.phase));
  const rateFactor = useRunStore((run) => run.rateFactor);
  const spans = useSpans(revision);
  const plans = useRunStore((run) => run.plans);
  const [chosenSecond, setSecond] = useState<"angle" | "pixels" | null>(null);
  const [chosenThird, setThird] = useState<"cells" | "rate" | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the log changes with its revision
  const curves = useMemo(
    () => runCurves(spans, runLog.steps, runLog.epochs, plans),
    [spans, plans, revision],
  );
  const second = chosenSecond ?? (hasPoints(curves.angle) || !hasPoints(curves.pixels) ? "angle" : "pixels");
  // Cells are counted only now and then, from some epoch on; before that the learning rate is more
  // informative.
  const third = chosenThird ?? (hasPoints(curves.cells) ? "cells" : "rate");
  const shared = { revision, theme };
  return (
    <section className={styles.panel} aria-labelledby="curves-title">
      <div className={styles.bar}>
        <h2 id="curves-title">Curves</h2>
        <Segmented
          label="Second chart"
          labelHidden
          value={second}
          onChange={setSecond}
          options={SECOND_CHARTS}
        />
        <Segmented label="Third chart" labelHidden value={third} onChange={setThird} options={THIRD_CHARTS} />
        <Segmented label="Axes" labelHidden value={scale} onChange={chooseAxisScale} options={SCALES} />
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
        <Button label="Fold" icon="chevron" variant="quiet" aria-label="Fold the curves" onClick={onFold} />
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
          data={onScale(curves[second], scale)}
          scale={scale}
          emptyText={EMPTY[second]}
        />
        <CurveChart {...shared} data={onScale(curves[third], scale)} scale={scale} emptyText={EMPTY[third]} />
      </div>
    </section>
  );
}
