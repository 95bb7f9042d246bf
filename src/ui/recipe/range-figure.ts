import type { Annotation, ScatterTrace, Shape } from "plotly.js-basic-dist-min";
import type { RangePoint, RangeSuggestion } from "../../core/schedule/range-test.ts";
import type { ChartColours } from "../curves/chart-colours.ts";
import { axisOf, FONT_SIZE, plainLayout } from "../curves/chart-layout.ts";
import { logAxis } from "../curves/log-axis.ts";
import type { Figure } from "../curves/use-plot.ts";
import { formatRate } from "./format-rate.ts";

const DECADES = [1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1];
/** Ends of the horizontal axis as exponents of ten. */
const RATES: [number, number] = [-7.1, 0.1];
const LARGEST_SHOWN = 4;
const STEEPEST = "steepest";

/** A vertical line at a suggested rate, and its label on the side where no other one is. */
function marked(rate: number, text: string, isLower: boolean, colours: ChartColours): [Shape, Annotation] {
  const dash: "dash" | "dot" = text === STEEPEST ? "dash" : "dot";
  const line = { color: colours.text, width: 1, dash };
  return [
    { type: "line", xref: "x", yref: "paper", x0: rate, x1: rate, y0: 0, y1: 1, layer: "below", line },
    {
      text: isLower ? `${text} ` : ` ${text}`,
      xref: "x",
      yref: "paper",
      // Plotly places annotations on a logarithmic axis by the exponent.
      x: Math.log10(rate),
      y: 1,
      xanchor: isLower ? "right" : "left",
      yanchor: "bottom",
      showarrow: false,
      font: { size: FONT_SIZE - 1, color: colours.muted },
    },
  ];
}

function marksOf({ steepest, tenthOfMinimum }: RangeSuggestion, colours: ChartColours) {
  const isLower = steepest < tenthOfMinimum;
  return [
    marked(steepest, STEEPEST, isLower, colours),
    marked(tenthOfMinimum, "min / 10", !isLower, colours),
  ];
}

/**
 * Loss over the learning rate for plotly, both logarithmic: the smoothed loss, the losses of the batches faint behind
 * it, and the suggested rates. `revision` changes whenever the points do.
 */
export function rangeFigure(
  points: readonly RangePoint[],
  suggestion: RangeSuggestion | null,
  colours: ChartColours,
  revision: number,
): Figure {
  const plain = plainLayout(colours);
  const x = points.map(({ rate }) => rate);
  const trace = (name: string, y: number[], color: string, width: number): ScatterTrace => ({
    type: "scatter",
    name,
    mode: "lines",
    x,
    y,
    line: { color, width, dash: "solid" },
    marker: { color, size: 0, symbol: "circle" },
    hovertemplate: `rate %{x:.1e}<br>${name} %{y:.3g}<extra></extra>`,
    cliponaxis: true,
  });
  const smoothed = points.map((point) => point.smoothed);
  const lowest = Math.min(...smoothed);
  // A loss that diverges would flatten the part that matters.
  const log = logAxis(smoothed.filter((loss) => loss <= LARGEST_SHOWN * lowest));
  const marks = suggestion ? marksOf(suggestion, colours) : [];
  return {
    traces: [
      trace(
        "loss of the batch",
        points.map(({ loss }) => loss),
        colours.step,
        1,
      ),
      trace("smoothed loss", smoothed, colours.mean, 2),
    ],
    layout: {
      ...plain,
      margin: { ...plain.margin, l: 48, r: 22, t: 20 },
      xaxis: {
        ...axisOf("learning rate", colours),
        type: "log",
        range: RATES,
        tickvals: DECADES,
        ticktext: DECADES.map(formatRate),
      },
      yaxis: {
        ...axisOf("loss", colours),
        ...(log
          ? { type: "log", range: log.range, tickvals: log.ticks, ticktext: log.ticks.map(String) }
          : {}),
      },
      shapes: marks.map(([shape]) => shape),
      annotations: marks.map(([, annotation]) => annotation),
      uirevision: "range",
      datarevision: revision,
    },
  };
}
