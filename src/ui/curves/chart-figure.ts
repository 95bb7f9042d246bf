import type { Annotation, Axis, Layout, ScatterTrace, Shape } from "plotly.js-basic-dist-min";
import type { ChartColours } from "./chart-colours.ts";
import { axisOf, FONT_SIZE, plainLayout } from "./chart-layout.ts";
import type { AxisScale, CurveChartData, CurveSeries, SeriesRole } from "./curve-chart-data.ts";
import { logAxis } from "./log-axis.ts";
import { formatValue } from "./summarise-series.ts";
import { thinSeries } from "./thin-series.ts";

/** Maximum number of points per curve; more cannot be resolved on a screen. */
const MAX_POINTS = 4000;
const FEW_POINTS = 60;

interface SeriesStyle {
  readonly width: number;
  readonly dash: "solid" | "dash" | "dot";
  readonly symbol: string | null;
  readonly size: number;
}

const STYLES: Record<SeriesRole, SeriesStyle> = {
  step: { width: 1, dash: "solid", symbol: null, size: 0 },
  mean: { width: 2, dash: "solid", symbol: "circle", size: 5 },
  validation: { width: 2, dash: "dash", symbol: "diamond", size: 7 },
};

function traceOf(series: CurveSeries, colours: ChartColours): ScatterTrace {
  const { width, dash, symbol, size } = STYLES[series.role];
  const color = colours[series.role];
  const { x, y } = thinSeries(series.x, series.y, MAX_POINTS);
  // Markers distinguish sparse points; on a long curve they would only thicken the line.
  const marked = symbol !== null && x.length <= FEW_POINTS;
  return {
    type: "scatter",
    name: series.name,
    mode: marked ? "lines+markers" : "lines",
    x,
    y,
    line: { color, width, dash },
    marker: { color, size, symbol: symbol ?? "circle" },
    hovertemplate: `${series.name}<br>step %{x:,.0f}: %{y:.4~g}<extra></extra>`,
    // Otherwise the marker of the first point, on the axis itself, is cut in half.
    cliponaxis: false,
  };
}

/** Room above the highest reference line, for its label. */
const HEADROOM = 1.3;

/** On an axis of fewer steps than this, each step has a number: there are no half steps. */
const FEW_STEPS = 6;

function xAxisOf({ xTitle, series }: CurveChartData, colours: ChartColours): Axis {
  const last = Math.max(0, ...series.map(({ x }) => x[x.length - 1] ?? 0));
  const ticks = last < FEW_STEPS ? { dtick: 1 } : { nticks: FEW_STEPS };
  return { ...axisOf(xTitle, colours), ...ticks, tickformat: ",d", rangemode: "tozero" };
}

function yAxisOf(data: CurveChartData, colours: ChartColours, scale: AxisScale): Axis {
  // The title is above the axis: along the axis, a low chart would truncate it.
  const common = axisOf("", colours);
  const lines = data.references.flatMap(({ value }) => [value, HEADROOM * value]);
  const log = scale === "log" ? logAxis([...lines, ...data.series.flatMap(({ y }) => Array.from(y))]) : null;
  if (log) {
    const { range, ticks } = log;
    return { ...common, type: "log", range, tickvals: ticks, ticktext: ticks.map(formatValue) };
  }
  return {
    ...common,
    type: "linear",
    rangemode: "tozero",
    exponentformat: "e",
    nticks: 6,
    autorangeoptions: { include: lines },
  };
}

function referenceShapes(data: CurveChartData, colours: ChartColours): Shape[] {
  return data.references.map(({ value }, index) => ({
    type: "line",
    xref: "paper",
    yref: "y",
    x0: 0,
    x1: 1,
    y0: value,
    y1: value,
    layer: "below",
    line: { color: colours.reference, width: 1, dash: index % 2 === 0 ? "dash" : "dot" },
  }));
}

function axisTitle(text: string, colours: ChartColours): Annotation {
  const font = { size: FONT_SIZE, color: colours.muted };
  const place = { xref: "paper", yref: "paper", x: 0, y: 1, xanchor: "left", yanchor: "bottom" } as const;
  return { ...place, text, font, showarrow: false };
}

function referenceLabels(data: CurveChartData, colours: ChartColours, scale: AxisScale): Annotation[] {
  const font = { size: FONT_SIZE - 1, color: colours.muted };
  const lowest = Math.min(...data.references.map(({ value }) => value));
  return data.references.map(
    ({ value, label }): Annotation => ({
      text: label,
      xref: "paper",
      yref: "y",
      x: 1,
      // Plotly places annotations on a logarithmic axis by the exponent.
      y: scale === "log" ? Math.log10(value) : value,
      xanchor: "right",
      // The labels of two close lines are on opposite sides. No box: curves cross this area.
      yanchor: data.references.length > 1 && value === lowest ? "top" : "bottom",
      showarrow: false,
      font,
    }),
  );
}

/** Traces and layout for plotly. `revision` must change whenever the data has changed. */
export function chartFigure(
  data: CurveChartData,
  colours: ChartColours,
  scale: AxisScale,
  revision: number,
): { traces: ScatterTrace[]; layout: Layout } {
  return {
    traces: data.series.map((series) => traceOf(series, colours)),
    layout: {
      ...plainLayout(colours),
      xaxis: xAxisOf(data, colours),
      yaxis: yAxisOf(data, colours, scale),
      shapes: referenceShapes(data, colours),
      annotations: [axisTitle(data.yTitle, colours), ...referenceLabels(data, colours, scale)],
      uirevision: `${data.title} ${scale}`,
      datarevision: revision,
    },
  };
}
