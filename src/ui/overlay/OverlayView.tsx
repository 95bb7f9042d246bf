import { type CSSProperties, useMemo, useRef, useState } from "react";
import { CURVE_MEASURES, type CurveMeasure } from "../../core/curves/curve-measures.ts";
import { sentenceOf } from "../../core/errors.ts";
import { STAGES } from "../../core/recipe/recipe.ts";
import { useHoverLine, useOverlay } from "../../state/overlay.ts";
import { usePanelSize } from "../canvas/use-panel-size.ts";
import { chartColumns } from "./chart-columns.ts";
import type { DownloadKind } from "./DownloadMenu.tsx";
import { EmptyOverlay } from "./EmptyOverlay.tsx";
import { OverlayChart } from "./OverlayChart.tsx";
import { OverlayTools } from "./OverlayTools.tsx";
import styles from "./OverlayView.module.css";
import { measuredIn, openCharts, overlayCharts } from "./overlay-charts.ts";
import type { OverlayRuns } from "./overlay-runs.ts";
import { ReadoutTable } from "./ReadoutTable.tsx";
import { saveOverlay } from "./save-overlay.ts";
import { sharedAxis } from "./shared-axis.ts";
import { useOverlayRuns } from "./use-overlay-runs.ts";

/** Why a chart has no line, and what to do. */
function emptyTextOf(measure: CurveMeasure, { drawn, undrawn }: OverlayRuns, isMeasured: boolean): string {
  const { title, toMeasure } = CURVE_MEASURES[measure];
  if (drawn.length === 0 && undrawn.every(({ reason }) => reason === null))
    return "The curves are being read.";
  if (drawn.length === 0) return "None of the selected runs can be drawn; the table says why.";
  if (isMeasured) return "The runs with this measure are hidden. Tick their boxes below.";
  return `${title} was not measured in the selected runs. ${toMeasure}`;
}

/** The curves of the selected runs over each other. */
export function OverlayView() {
  const runs = useOverlayRuns();
  const { axis, stage, logX, logY, zoom, smoothing, hidden, charts: chosen, emphasised } = useOverlay();
  const isHovering = useHoverLine(({ at }) => at !== null);
  const [failure, setFailure] = useState<string | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const width = usePanelSize(area)?.panel.width ?? 0;
  const { drawn, undrawn, hasGroups } = runs;
  const members = useMemo(() => drawn.flatMap((run) => run.members), [drawn]);
  const stages = useMemo(() => {
    const trained = new Set(members.flat().map((series) => series.stage));
    return STAGES.filter((one) => trained.has(one));
  }, [members]);
  const only = stage !== null && stages.includes(stage) ? stage : null;
  const shared = useMemo(
    () => sharedAxis(members, { axis, stage: only, logX, logY, zoom }),
    [members, axis, only, logX, logY, zoom],
  );
  const measured = useMemo(() => measuredIn(members), [members]);
  const open = useMemo(() => openCharts(measured, chosen), [measured, chosen]);
  const { parts } = shared;
  const lines = useMemo(
    () => overlayCharts(drawn, open, { axis, parts, smoothing }),
    [drawn, open, axis, parts, smoothing],
  );
  const byKey = useMemo(() => new Map(drawn.map((run) => [run.key, run])), [drawn]);
  const charts = useMemo(
    () =>
      lines.map(({ measure, lines }) => ({ measure, lines: lines.filter(({ key }) => !hidden.has(key)) })),
    [lines, hidden],
  );
  if (drawn.length + undrawn.length === 0) return <EmptyOverlay />;
  const { columns, lastSpan } = chartColumns(charts.length, width);
  const download = async (kind: DownloadKind) => {
    try {
      setFailure(null);
      const shown = drawn.filter(({ key }) => !hidden.has(key));
      await saveOverlay(kind, { drawn: shown, charts, axis: shared, along: axis, smoothing });
    } catch (error) {
      setFailure(`The file could not be written. ${sentenceOf(error)}`);
    }
  };
  return (
    <section className={styles.view} aria-label="Curves of the selected runs">
      <OverlayTools
        stages={stages}
        open={open}
        measured={measured}
        hasGroups={hasGroups}
        canLogX={parts.length < 2}
        canDownload={charts.some((chart) => chart.lines.length > 0)}
        onDownload={(kind) => void download(kind)}
      />
      {failure === null ? null : (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      )}
      <section
        ref={area}
        className={styles.charts}
        aria-label="Charts"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        tabIndex={0}
        data-hovering={isHovering || undefined}
        style={{ "--columns": columns, "--last-span": lastSpan } as CSSProperties}
      >
        {charts.map(({ measure, lines }) => (
          <OverlayChart
            key={measure}
            measure={measure}
            lines={lines}
            drawn={byKey}
            axis={shared}
            smoothing={smoothing}
            emphasised={emphasised}
            emptyText={emptyTextOf(measure, runs, measured.has(measure))}
          />
        ))}
        {charts.length === 0 ? (
          <p className={styles.empty}>No chart is open. Choose some under Charts.</p>
        ) : null}
      </section>
      <ReadoutTable charts={charts} drawn={drawn} undrawn={undrawn} axis={shared} />
    </section>
  );
}
