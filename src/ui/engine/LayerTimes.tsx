import { useCallback } from "react";
import { readChartColours } from "../curves/chart-colours.ts";
import { PlotFrame } from "../curves/PlotFrame.tsx";
import { formatMilliseconds } from "../status/quantities.ts";
import { ColourLegend } from "./ColourLegend.tsx";
import styles from "./LayerTimes.module.css";
import { layerTimesFigure, layerTotals } from "./layer-times.ts";
import { PHASE_TITLES, PHASES, phaseColour } from "./phases.ts";
import type { TableRow } from "./step-table.ts";

const LEGEND = PHASES.map((phase) => ({
  title: PHASE_TITLES[phase].toLowerCase(),
  colour: phaseColour(phase),
}));

function summary(rows: readonly TableRow[]): string {
  const largest = [...layerTotals(rows)].sort(([, a], [, b]) => b - a).slice(0, 3);
  return `The layers that take longest: ${largest.map(([layer, time]) => `${layer} ${formatMilliseconds(time)}`).join(", ")}.`;
}

export interface LayerTimesProps {
  readonly rows: readonly TableRow[];
  /** Changes with the colours of the design tokens. */
  readonly theme: string;
  /** Text shown without a measurement. */
  readonly emptyText: string;
}

/** Time per layer as a bar, stacked by part of the step. */
export function LayerTimes({ rows, theme, emptyText }: LayerTimesProps) {
  const empty = rows.every(({ milliseconds }) => milliseconds === null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides what the tokens read as
  const figure = useCallback(() => layerTimesFigure(rows, readChartColours()), [rows, theme]);
  return (
    <figure className={styles.chart} aria-labelledby="layer-times-title">
      <figcaption className={styles.head}>
        <h3 id="layer-times-title">Time by layer</h3>
        <ColourLegend entries={LEGEND} />
      </figcaption>
      <PlotFrame figure={empty ? null : figure} emptyText={emptyText} />
      {empty ? null : <p className="visually-hidden">{summary(rows)}</p>}
    </figure>
  );
}
