import type { CurveMeasure } from "../../core/curves/curve-measures.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import { changeOverlay, chooseAxis, chooseOverlayStage, useOverlay, zoomTo } from "../../state/overlay.ts";
import { Button } from "../controls/Button.tsx";
import { Info } from "../controls/Info.tsx";
import { Segmented } from "../controls/Segmented.tsx";
import { Select } from "../controls/Select.tsx";
import { ChartsMenu } from "./ChartsMenu.tsx";
import { type DownloadKind, DownloadMenu } from "./DownloadMenu.tsx";
import styles from "./OverlayTools.module.css";
import range from "./range.module.css";

const AXES = [
  { value: "step", label: "Step" },
  { value: "epoch", label: "Epoch" },
  { value: "time", label: "Time", title: "Time in the steps, without pauses and validations" },
] as const;

const SMOOTHING =
  "Exponential moving average with correction of its bias, as in TensorBoard: 0.9 averages about 10 values. The measured values stay behind it. Curves of fewer than 50 points, and learning rates, are drawn as they are.";

const ALL = "all";
const MOST_SMOOTHING = 0.99;

/** Weight of the average. */
function Smoothing() {
  const smoothing = useOverlay((overlay) => overlay.smoothing);
  return (
    <span className={styles.smoothing}>
      <label htmlFor="overlay-smoothing">Smoothing</label>
      <input
        id="overlay-smoothing"
        type="range"
        className={range.range}
        min={0}
        max={MOST_SMOOTHING}
        step={0.01}
        value={smoothing}
        onChange={(event) => changeOverlay({ smoothing: event.target.valueAsNumber })}
      />
      <output htmlFor="overlay-smoothing">{smoothing.toFixed(2)}</output>
      <Info about="smoothing" text={SMOOTHING} />
    </span>
  );
}

export interface OverlayToolsProps {
  /** Stages of the runs, in the order of the pipeline. */
  readonly stages: readonly Stage[];
  readonly open: readonly CurveMeasure[];
  readonly measured: ReadonlySet<CurveMeasure>;
  /** Whether some runs differ only in their seed. */
  readonly hasGroups: boolean;
  /** Whether a single stage is drawn: several have no common logarithmic axis. */
  readonly canLogX: boolean;
  readonly canDownload: boolean;
  readonly onDownload: (kind: DownloadKind) => void;
}

/** How the curves are drawn. */
export function OverlayTools(props: OverlayToolsProps) {
  const { stages, open, measured, hasGroups, canLogX, canDownload, onDownload } = props;
  const { axis, stage, logX, logY, bands, zoom } = useOverlay();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a frame and a legend
    <div className={styles.tools} role="group" aria-label="How the curves are drawn">
      <Segmented label="Along" labelHidden value={axis} options={AXES} onChange={chooseAxis} />
      {stages.length > 1 ? (
        <Select
          label="Stage"
          labelHidden
          value={stage ?? ALL}
          options={[
            { value: ALL, label: "All stages" },
            ...stages.map((value) => ({ value, label: stageTitle(value) })),
          ]}
          onChange={(chosen) => chooseOverlayStage(chosen === ALL ? null : chosen)}
        />
      ) : null}
      <Button
        label="Log x"
        variant="quiet"
        aria-pressed={logX && canLogX}
        disabled={!canLogX}
        focusableWhenDisabled
        title={canLogX ? "Logarithmic horizontal axis" : "Choose one stage for a logarithmic horizontal axis"}
        onClick={() => changeOverlay({ logX: !logX })}
      />
      <Button
        label="Log y"
        variant="quiet"
        aria-pressed={logY}
        title="Logarithmic vertical axes"
        onClick={() => changeOverlay({ logY: !logY })}
      />
      <Smoothing />
      {hasGroups ? (
        <Button
          label="Mean of seeds"
          variant="quiet"
          aria-pressed={bands}
          title="Draw runs that differ only in their seed as their mean with a band of one standard deviation"
          onClick={() => changeOverlay({ bands: !bands })}
        />
      ) : null}
      <span className={styles.end}>
        {zoom ? (
          <Button label="Whole axis" icon="shrink" variant="quiet" onClick={() => zoomTo(null)} />
        ) : null}
        <ChartsMenu open={open} measured={measured} />
        <DownloadMenu disabled={!canDownload} onDownload={onDownload} />
      </span>
    </div>
  );
}
