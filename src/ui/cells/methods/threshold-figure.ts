import type { ScatterTrace } from "plotly.js-basic-dist-min";
import { METHODS, type Method } from "../../../core/instances/parameters.ts";
import type { ChartColours } from "../../curves/chart-colours.ts";
import { axisOf, plainLayout } from "../../curves/chart-layout.ts";
import type { Figure } from "../../curves/use-plot.ts";
import { THRESHOLDS, type ThresholdRole, type ThresholdSeries } from "./threshold-series.ts";

type Dash = "solid" | "dash" | "dot" | "dashdot";

/** Style of a line: dash and marker distinguish lines without relying on colour. */
export interface LineStyle {
  readonly token: string;
  readonly colour: (colours: ChartColours) => string;
  readonly dash: Dash;
  readonly symbol: string;
  readonly width: number;
}

const STYLES: Readonly<Record<Exclude<ThresholdRole, Method>, LineStyle>> = {
  set: { token: "--series-mean", colour: ({ mean }) => mean, dash: "solid", symbol: "circle", width: 2.5 },
  shown: {
    token: "--series-validation",
    colour: ({ validation }) => validation,
    dash: "dash",
    symbol: "diamond",
    width: 2,
  },
  baseline: {
    token: "--text-muted",
    colour: ({ muted }) => muted,
    dash: "dash",
    symbol: "x",
    width: 1.5,
  },
};

/** Styles of the methods in their order; further methods repeat the colours with open markers. */
const METHOD_STYLES: readonly LineStyle[] = [
  { token: "--text", colour: ({ text }) => text, dash: "solid", symbol: "square", width: 1.5 },
  {
    token: "--series-reference",
    colour: ({ reference }) => reference,
    dash: "dot",
    symbol: "x",
    width: 1.5,
  },
  {
    token: "--phase-loss",
    colour: ({ phases }) => phases.loss,
    dash: "dashdot",
    symbol: "triangle-up",
    width: 1.5,
  },
  {
    token: "--phase-update",
    colour: ({ phases }) => phases.update,
    dash: "dash",
    symbol: "triangle-down",
    width: 1.5,
  },
  {
    token: "--phase-backward",
    colour: ({ phases }) => phases.backward,
    dash: "dot",
    symbol: "cross",
    width: 1.5,
  },
];

/** Line style of a role. */
export function lineStyle(role: ThresholdRole): LineStyle {
  if (role === "set" || role === "shown" || role === "baseline") return STYLES[role];
  const place = METHODS.indexOf(role);
  const style = METHOD_STYLES[place % METHOD_STYLES.length];
  return place < METHOD_STYLES.length ? style : { ...style, symbol: `${style.symbol}-open` };
}

const MARKER_SIZE = 6;
const TICKS = [0.5, 0.6, 0.7, 0.8, 0.9];

function traceOf({ role, name, values }: ThresholdSeries, colours: ChartColours): ScatterTrace {
  const { colour, dash, symbol, width } = lineStyle(role);
  const color = colour(colours);
  return {
    type: "scatter",
    name,
    mode: "lines+markers",
    x: THRESHOLDS,
    y: values,
    line: { color, width, dash },
    marker: { color, size: MARKER_SIZE, symbol },
    hovertemplate: `${name}<br>IoU > %{x:.2f}: %{y:.3f}<extra></extra>`,
    cliponaxis: false,
  };
}

/** The lines for plotly, score 0..1 over the IoU threshold. `revision` changes whenever they do. */
export function thresholdFigure(
  series: readonly ThresholdSeries[],
  colours: ChartColours,
  revision: number,
): Figure {
  return {
    traces: series.map((one) => traceOf(one, colours)),
    layout: {
      ...plainLayout(colours),
      margin: { l: 48, r: 14, t: 8, b: 38, pad: 0 },
      xaxis: {
        ...axisOf("IoU threshold", colours),
        range: [0.49, 0.96],
        tickvals: TICKS,
        ticktext: TICKS.map((tick) => tick.toFixed(2)),
      },
      yaxis: { ...axisOf("TP / (TP + FP + FN)", colours), range: [0, 1.03], nticks: 6 },
      uirevision: "thresholds",
      datarevision: revision,
    },
  };
}
