import type { Annotation, Axis, Layout, ScatterTrace, Shape } from "plotly.js-basic-dist-min";
import type { ChartColours } from "./chart-colours.ts";
import { axisOf, FONT_SIZE, plainLayout } from "./chart-layout.ts";
import type { AxisScale, CurveChartData, CurveSeries, SeriesRole } from "./curve-chart-data.ts";
import { logAxis } from "./log-axis.ts";
import { formatValue } from "./summarise-series.ts";
import { thinSeries } from "./thin-series.ts";

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

function referenceShapes({ references }: CurveChartData, colours: ChartColours): Shape[] {
  return references.map(({ value, from, to }, index) => ({
    type: "line",
    xref: "x",
    yref: "y",
    x0: from,
    x1: to,
    y0: value,
    y1: value,
    layer: "below",
    line: { color: colours.reference, width: 1, dash: index % 2 === 0 ? "dash" : "dot" },
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

/** Letters that fit above the plot of a narrow chart; a stage without room for its title has none. */
const LETTERS_ABOVE = 34;

/** Above the plot: the title of the vertical axis, or the titles of the stages if there are several. */
function topLabels({ yTitle, spans }: CurveChartData, colours: ChartColours): Annotation[] {
  const font = { size: FONT_SIZE, color: colours.muted };
  const above = { yref: "paper", y: 1, yanchor: "bottom", showarrow: false, font } as const;
  if (spans.length < 2) return [{ ...above, text: yTitle, xref: "paper", x: 0, xanchor: "left" }];
  const last = spans[spans.length - 1].to;
  return spans
    .filter(({ title, from, to }) => title.length <= (LETTERS_ABOVE * (to - from)) / last)
    .map(({ title, from, to }) => ({
      ...above,
      text: title,
      xref: "x",
      x: (from + to) / 2,
      xanchor: "center",
    }));
}

/** Half the distance between the labels of two close lines, px. */
const LABEL_SHIFT = 6;

/** Labels of the reference lines in the right margin, where no curve passes. */
function referenceLabels(
  { references }: CurveChartData,
  colours: ChartColours,
  scale: AxisScale,
): Annotation[] {
  const font = { size: FONT_SIZE - 1, color: colours.muted };
  const lowest = Math.min(...references.map(({ value }) => value));
  const unique = new Map(references.map((line) => [line.label, line]));
  return [...unique.values()].map(
    ({ value, label }): Annotation => ({
      text: label.replace(", ", "<br>"),
      xref: "paper",
      yref: "y",
      x: 1,
      xshift: 4,
      // Plotly places annotations on a logarithmic axis by the exponent.
      y: scale === "log" ? Math.log10(value) : value,
      yshift: unique.size < 2 ? 0 : value === lowest ? -LABEL_SHIFT : LABEL_SHIFT,
      align: "left",
      xanchor: "left",
      yanchor: "middle",
      showarrow: false,
      font,
    }),
  );
}

/** Width of the right margin, px: of the labels in it, or none. */
const LABEL_MARGIN = 104;
const PLAIN_MARGIN = 12;

/** Traces and layout for plotly. `revision` must change whenever the data has changed. */
export function chartFigure(
  data: CurveChartData,
  colours: ChartColours,
  scale: AxisScale,
  revision: number,
): { traces: ScatterTrace[]; layout: Layout } {
  const plain = plainLayout(colours);
  const right = data.references.length > 0 ? LABEL_MARGIN : PLAIN_MARGIN;
  return {
    traces: data.series.map((series) => traceOf(series, colours)),
    layout: {
      ...plain,
      margin: { ...plain.margin, r: right },
      hovermode: false,
      xaxis: xAxisOf(data, colours),
      yaxis: yAxisOf(data, colours, scale),
      shapes: [...boundaryShapes(data, colours), ...referenceShapes(data, colours)],
      annotations: [...topLabels(data, colours), ...referenceLabels(data, colours, scale)],
      uirevision: `${data.title} ${scale} ${data.spans.at(-1)?.to ?? 0}`,
      datarevision: revision,
    },
  };
}
