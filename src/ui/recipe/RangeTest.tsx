import { useCallback, useMemo, useRef } from "react";
import type { Stage } from "../../core/recipe/recipe.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import { RANGE_STEPS, suggestRates } from "../../core/schedule/range-test.ts";
import { cancelRangeTest, takeRate, testRange, useRangeTest } from "../../state/range-test.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { useTuningStore } from "../../state/tuning.ts";
import { useViewStore } from "../../state/view.ts";
import { Button } from "../controls/Button.tsx";
import { Notice } from "../controls/Notice.tsx";
import { Progress } from "../controls/Progress.tsx";
import { readChartColours } from "../curves/chart-colours.ts";
import { PlotFrame } from "../curves/PlotFrame.tsx";
import { formatRate } from "./format-rate.ts";
import styles from "./RangeTest.module.css";
import { rangeFigure } from "./range-figure.ts";

/** The plot of a range test, and what follows from it. */
function RangeResult({ stage }: { stage: Stage }) {
  const points = useRangeTest((test) => test.points);
  const isRunning = useRangeTest((test) => test.isRunning);
  const theme = useViewStore((view) => view.theme);
  const suggestion = useMemo(() => (isRunning ? null : suggestRates(points)), [points, isRunning]);
  const revision = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides what the tokens read as
  const figure = useCallback(() => {
    revision.current += 1;
    return rangeFigure(points, suggestion, readChartColours(), revision.current);
  }, [points, suggestion, theme]);
  if (points.length === 0) return null;
  return (
    <>
      <figure className={styles.chart} aria-label={`Loss against learning rate, ${stageTitle(stage)}`}>
        <PlotFrame figure={figure} emptyText="" />
      </figure>
      {suggestion ? (
        <div className={styles.rates} role="status">
          <p className={styles.words}>
            The loss falls most steeply at {formatRate(suggestion.steepest)}; a tenth of the rate of its
            minimum is {formatRate(suggestion.tenthOfMinimum)}.
          </p>
          {[...new Set([suggestion.steepest, suggestion.tenthOfMinimum])].map((rate) => (
            <Button key={rate} label={`Use ${formatRate(rate)}`} onClick={() => takeRate(stage, rate)} />
          ))}
        </div>
      ) : isRunning ? null : (
        <p className={styles.words} role="status">
          The loss did not fall markedly at any rate, so there is nothing to suggest.
        </p>
      )}
    </>
  );
}

/** Learning-rate range test of a stage: start, progress, plot and suggestion. */
export function RangeTest({ stage }: { stage: Stage }) {
  const { stage: tested, isRunning, points, error } = useRangeTest();
  const active = useRunStore((run) => isActive(run.phase));
  const isTuning = useTuningStore((tuning) => tuning.progress !== null);
  return (
    <div className={styles.test}>
      <p className={styles.words}>
        A range test trains {stageTitle(stage)} for up to {RANGE_STEPS} steps on weights of its own, while the
        rate rises from 1e-7 to 1. Trained networks stay as they are. Thick line: smoothed loss; thin line:
        loss of each batch.
      </p>
      {isRunning && tested ? (
        <>
          <Progress label={`Testing ${stageTitle(tested)}`} done={points.length} total={RANGE_STEPS} />
          <Button label="Cancel range test" onClick={cancelRangeTest} />
        </>
      ) : (
        <Button
          label="Find a learning rate"
          disabled={active || isTuning}
          title={active ? "A run is in progress." : undefined}
          onClick={() => void testRange(stage)}
        />
      )}
      {tested === stage ? <RangeResult stage={stage} /> : null}
      {error !== null && tested === stage ? <Notice kind="danger">{error}</Notice> : null}
    </div>
  );
}
