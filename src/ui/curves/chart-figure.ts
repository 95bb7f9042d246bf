import type { Axis, Layout, ScatterTrace, Shape } from "plotly.js-basic-dist-min";
import { thinSeries } from "../../core/curves/thin-series.ts";
import type { ChartColours } from "./chart-colours.ts";
import { labelMargin, referenceLabels, topLabels } from "./chart-labels.ts";
import { axisOf, plainLayout } from "./chart-layout.ts";
import type { ChartSize } from "./chart-size.ts";
import type { AxisScale, CurveChartData, CurveSeries, SeriesRole } from "./curve-chart-data.ts";
import { logAxis } from "./log-axis.ts";
import { formatValue } from "./summarise-series.ts";

/** Maximum number of points per curve; more cannot be resolved on a screen. */
const MAX_POINTS = 4000;
const FEW_POINTS = 30;

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
  second: { width: 2, dash: "dot", symbol: "square", size: 6 },
  plan: { width: 2, dash: "dash", symbol: null, size: 0 },
};

function traceOf(series: CurveSeries, colours: ChartColours): ScatterTrace {
  const { width, dash, symbol, size } = STYLES[series.role];
  const color = colours[series.role];
  const { x, y } = thinSeries(series.x, series.y, MAX_POINTS);
  // Markers distinguish sparse points; on a long curve they would only thicken the line.
  const marked = symbol !== null && x.length <= FEW_POINTS;
  return {
    type: "scatter",
    name: `${series.stage}, ${series.name}`,
    mode: marked ? "lines+markers" : "lines",
    x,
    y,
    line: { color, width, dash },
    marker: { color, size, symbol: symbol ?? "circle" },
    // The crosshair reads all curves.
    hoverinfo: "skip",
    // Otherwise the marker of the first point, on the axis itself, is cut in half.
    cliponaxis: false,
  };
}

/** A vertical axis with its ends. */
interface RangedAxis {
  readonly range: [low: number, high: number];
}

/** Size and scale of a chart. */
export interface ChartForm {
  readonly scale: AxisScale;
  /** The whole chart, px. */
  readonly size: ChartSize;
  readonly margin?: Layout["margin"];
}

/** Room above the highest value of a linear axis, for its marker. */
const TOP = 1.06;

/** From 0, or the lowest value below it, to somewhat above the highest. */
function linearRange(values: readonly number[]): RangedAxis["range"] {
  let [low, high] = [0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low === high ? [0, 1] : [low * TOP, high * TOP];
}

/** Room above the highest reference line. */
const HEADROOM = 1.1;

/** On an axis of fewer steps than this, each step has a number: there are no half steps. */
const FEW_STEPS = 6;

function xAxisOf({ xTitle, spans }: CurveChartData, colours: ChartColours): Axis {
  const last = spans.at(-1)?.to ?? 1;
  const ticks = last < FEW_STEPS ? { dtick: 1 } : { nticks: FEW_STEPS };
  const title = spans.length > 1 ? `${xTitle}, all stages` : xTitle;
  return { ...axisOf(title, colours), ...ticks, tickformat: ",d", range: [0, last] };
}

function yAxisOf(data: CurveChartData, colours: ChartColours, scale: AxisScale): Axis & RangedAxis {
  // The title is above the axis: along the axis, a low chart would truncate it.
  const common = axisOf("", colours);
  const lines = data.references.flatMap(({ value }) => [value, HEADROOM * value]);
  const values = [...lines, ...data.series.flatMap(({ y }) => Array.from(y))];
  const log = scale === "log" ? logAxis(values) : null;
  if (log) {
    const { range, ticks } = log;
    return { ...common, type: "log", range, tickvals: ticks, ticktext: ticks.map(formatValue) };
  }
  return {
    ...common,
    type: "linear",
    exponentformat: "e",
    nticks: 6,
    range: linearRange(values),
  };
}

/** The first line of every stage is dashed, the second dotted. */
function referenceShapes({ references }: CurveChartData, colours: ChartColours): Shape[] {
  return references.map(({ value, from, to }, place) => ({
    type: "line",
    xref: "x",
    yref: "y",
    x0: from,
    x1: to,
    y0: value,
    y1: value,
    layer: "below",
    line: { color: colours.reference, width: 1, dash: references[place - 1]?.from === from ? "dot" : "dash" },
  }));
}

/** A line where one stage ends and the next begins. */
function boundaryShapes({ spans }: CurveChartData, colours: ChartColours): Shape[] {
  return spans.slice(1).map(({ from }) => ({
    type: "line",
    xref: "x",
    yref: "paper",
    x0: from,
    x1: from,
    y0: 0,
    y1: 1,
    layer: "below",
    line: { color: colours.reference, width: 1, dash: "solid" },
  }));
}

/**
 * Traces and layout for plotly.
 * @param margin of the plot, px; that of a chart on the page without one
 * @param revision must change whenever the data has changed
 */
export function chartFigure(
  data: CurveChartData,
  colours: ChartColours,
  { scale, size, margin = { ...plainLayout(colours).margin, r: labelMargin(data) } }: ChartForm,
  revision: number,
): { traces: ScatterTrace[]; layout: Layout } {
  const width = size.width - margin.l - margin.r;
  const height = size.height - margin.t - margin.b;
  const yAxis = yAxisOf(data, colours, scale);
  const placeOf = (value: number) => {
    // Plotly places annotations on a logarithmic axis by the exponent.
    const y = yAxis.type === "log" ? Math.log10(value) : value;
    const [low, high] = yAxis.range;
    return { y, fraction: (y - low) / (high - low) };
  };
  return {
    traces: data.series.map((series) => traceOf(series, colours)),
    layout: {
      ...plainLayout(colours),
      margin,
      hovermode: false,
      xaxis: xAxisOf(data, colours),
      yaxis: yAxis,
      shapes: [...boundaryShapes(data, colours), ...referenceShapes(data, colours)],
      annotations: [...topLabels(data, width, colours), ...referenceLabels(data, height, placeOf, colours)],
      uirevision: `${data.title} ${scale} ${data.spans.at(-1)?.to ?? 0}`,
      datarevision: revision,
    },
  };
}
