import type { BarTrace } from "plotly.js-basic-dist-min";
import type { ChartColours } from "../curves/chart-colours.ts";
import { axisOf, plainLayout } from "../curves/chart-layout.ts";
import type { Figure } from "../curves/use-plot.ts";
import { PHASE_TITLES, PHASES } from "./phases.ts";
import type { TableRow } from "./step-table.ts";

/** Milliseconds per layer, in the order of the step. */
export function layerTotals(rows: readonly TableRow[]): ReadonlyMap<string, number> {
  const totals = new Map<string, number>();
  for (const { layer, milliseconds } of rows) {
    totals.set(layer, (totals.get(layer) ?? 0) + (milliseconds ?? 0));
  }
  return totals;
}

/** Small enough for the name of every layer. */
const LAYER_FONT_SIZE = 9;

/** Bars of time per layer, stacked by part of the step. */
export function layerTimesFigure(rows: readonly TableRow[], colours: ChartColours): Figure {
  const layers = [...layerTotals(rows).keys()];
  const traces = PHASES.map((phase): BarTrace => {
    const totals = layerTotals(rows.filter((row) => row.phase === phase));
    return {
      type: "bar",
      name: PHASE_TITLES[phase],
      x: layers,
      y: layers.map((layer) => totals.get(layer) ?? 0),
      marker: { color: colours.phases[phase] },
      hovertemplate: `%{x}, ${phase}: %{y:.3~g} ms<extra></extra>`,
    };
  });
  return {
    traces,
    layout: {
      ...plainLayout(colours),
      margin: { l: 50, r: 8, t: 4, b: 70, pad: 0 },
      xaxis: {
        ...axisOf("", colours),
        type: "category",
        tickangle: -90,
        dtick: 1,
        showgrid: false,
        tickfont: { size: LAYER_FONT_SIZE, color: colours.muted },
      },
      yaxis: { ...axisOf("ms", colours), nticks: 5, rangemode: "tozero" },
      barmode: "stack",
      bargap: 0.25,
      uirevision: layers.join(" "),
      datarevision: 0,
    },
  };
}
