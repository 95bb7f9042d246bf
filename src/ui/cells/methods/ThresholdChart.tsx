import { useCallback, useMemo, useRef } from "react";
import { useCellsStore } from "../../../state/cells.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { readChartColours } from "../../curves/chart-colours.ts";
import { PlotFrame } from "../../curves/PlotFrame.tsx";
import { formatScore } from "../words/score-metrics.ts";
import styles from "./ThresholdChart.module.css";
import { lineStyle, thresholdFigure } from "./threshold-figure.ts";
import { THRESHOLDS, type ThresholdSeries, thresholdSeries } from "./threshold-series.ts";

const DASHES = { solid: undefined, dash: "6 3", dot: "2 3", dashdot: "6 2 2 2" } as const;

function Legend({ series }: { series: readonly ThresholdSeries[] }) {
  return (
    <ul className={styles.legend}>
      {series.map(({ role, name }) => {
        const { token, dash, width } = lineStyle(role);
        return (
          <li key={role} className={styles.entry}>
            <svg width="24" height="10" viewBox="0 0 24 10" aria-hidden="true">
              <path d="M0 5H24" stroke={`var(${token})`} strokeWidth={width} strokeDasharray={DASHES[dash]} />
            </svg>
            {name}
          </li>
        );
      })}
    </ul>
  );
}

function Numbers({ series }: { series: readonly ThresholdSeries[] }) {
  return (
    <table className="visually-hidden">
      <caption>Fraction of correct cells against the IoU threshold</caption>
      <thead>
        <tr>
          <th scope="col">IoU above</th>
          {series.map(({ role, name }) => (
            <th key={role} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {THRESHOLDS.map((threshold, place) => (
          <tr key={threshold}>
            <th scope="row">{threshold.toFixed(2)}</th>
            {series.map(({ role, values }) => (
              <td key={role}>{formatScore(values[place])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Score as a function of the IoU threshold. */
export function ThresholdChart({ cells, theme }: { cells: FoundCells | null; theme: string }) {
  const choice = useCellsStore((state) => state.choice);
  const evaluation = useCellsStore((state) => state.evaluation);
  const compared = useCellsStore((state) => state.compared);
  const shown = cells?.evaluation ?? null;
  const series = useMemo(
    () => thresholdSeries({ choice, evaluation, shown, compared }),
    [choice, evaluation, shown, compared],
  );
  const revision = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides what the tokens read as
  const figure = useCallback(() => {
    revision.current += 1;
    return thresholdFigure(series, readChartColours(), revision.current);
  }, [series, theme]);
  const empty = series.length === 0;
  return (
    <figure className={styles.chart} aria-label="Score against the IoU threshold">
      {empty ? null : <Legend series={series} />}
      <PlotFrame
        figure={empty ? null : figure}
        emptyText="Scores of images with labels appear here after Find cells."
      />
      {empty ? null : <Numbers series={series} />}
    </figure>
  );
}
