import type { Annotation } from "plotly.js-basic-dist-min";
import type { ChartColours } from "./chart-colours.ts";
import { FONT_SIZE } from "./chart-layout.ts";
import type { CurveChartData, ReferenceLine } from "./curve-chart-data.ts";
import { spreadLabels } from "./spread-labels.ts";

/** Width of a letter and height of a line at `FONT_SIZE`, px, rather too large than too small. */
const LETTER_WIDTH = 6.2;
const LINE_HEIGHT = 13;

/** Room that a text takes, px. */
const widthOf = (text: string) => text.length * LETTER_WIDTH;

/** Smallest distance between the names of neighbouring stages, px. */
const NAME_GAP = 8;

/**
 * Above the plot: the title of the vertical axis, or the names of the stages if there are several. A stage
 * without room for its title has a short name, or loses its time, or has none.
 * @param width of the plot, px
 */
export function topLabels(
  { yTitle, spans }: CurveChartData,
  width: number,
  colours: ChartColours,
): Annotation[] {
  const font = { size: FONT_SIZE, color: colours.muted };
  const above = { yref: "paper", y: 1, yanchor: "bottom", showarrow: false, font } as const;
  if (spans.length < 2) return [{ ...above, text: yTitle, xref: "paper", x: 0, xanchor: "left" }];
  const last = spans[spans.length - 1].to;
  return spans.flatMap(({ title, shortTitle, stage, short, from, to }): Annotation[] => {
    const room = (width * (to - from)) / last - NAME_GAP;
    const text = [title, shortTitle, stage, short].find((words) => widthOf(words) <= room);
    return text === undefined ? [] : [{ ...above, text, xref: "x", x: (from + to) / 2, xanchor: "center" }];
  });
}

/** The lines with a label in the margin: those of the last stage that has any. */
function labelledLines({ references }: CurveChartData): readonly ReferenceLine[] {
  const last = references.at(-1);
  return references.filter(({ from }) => from === last?.from);
}

const linesOf = (label: string) => label.split(", ");

/** Width of the right margin, px: of the labels in it, or none. */
export function labelMargin(data: CurveChartData): number {
  const lines = labelledLines(data).flatMap(({ label }) => linesOf(label));
  return lines.length === 0 ? PLAIN_MARGIN : LABEL_GAP + Math.max(...lines.map(widthOf));
}

const PLAIN_MARGIN = 12;
const LABEL_GAP = 8;

/**
 * Labels of the reference lines in the right margin, where no curve passes; those of close lines are moved
 * apart.
 * @param height of the plot, px
 * @param placeOf place of a value on the vertical axis: its coordinate for plotly, and its fraction of the
 *   height
 */
export function referenceLabels(
  data: CurveChartData,
  height: number,
  placeOf: (value: number) => { readonly y: number; readonly fraction: number },
  colours: ChartColours,
): Annotation[] {
  const font = { size: FONT_SIZE - 1, color: colours.muted };
  const lines = labelledLines(data)
    .map(({ value, label }) => ({ texts: linesOf(label), ...placeOf(value) }))
    .toSorted((a, b) => a.fraction - b.fraction);
  const wanted = lines.map(({ fraction, texts }) => ({
    centre: fraction * height,
    length: texts.length * LINE_HEIGHT,
  }));
  const centres = spreadLabels(wanted, height);
  return lines.map(({ texts, y }, index) => ({
    text: texts.join("<br>"),
    xref: "paper",
    yref: "y",
    x: 1,
    xshift: 4,
    y,
    yshift: centres[index] - wanted[index].centre,
    align: "left",
    xanchor: "left",
    yanchor: "middle",
    showarrow: false,
    font,
  }));
}
