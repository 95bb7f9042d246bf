import type { DrawnRun } from "../../core/curves/chart-lines.ts";
import { CURVE_MEASURES } from "../../core/curves/curve-measures.ts";
import { ChartDrawing } from "./ChartDrawing.tsx";
import { chartNote } from "./chart-note.ts";
import { chartPlot, type SharedAxis } from "./chart-plot.ts";
import { shortened } from "./end-labels.ts";
import type { OverlayChartData } from "./overlay-charts.ts";
import { type OverlayColours, runDash } from "./overlay-colours.ts";
import { sheetLayout } from "./sheet-layout.ts";

/** Everything that is drawn on a sheet. */
export interface SheetContent {
  /** Empty for none. */
  readonly title: string;
  readonly drawn: readonly DrawnRun[];
  /** Charts with the lines of these runs. */
  readonly charts: readonly OverlayChartData[];
  readonly axis: SharedAxis;
  readonly smoothing: number;
  readonly colours: OverlayColours;
  /** Width of the sheet, px. */
  readonly width: number;
}

const SAMPLE = 20;
/** Width of a letter, px: in the title of a chart, and in the note behind it. */
const TITLE_LETTER = 8;
const NOTE_LETTER = 5.8;
/** Free room beside title and note. */
const NOTE_MARGIN = 28;

/** All charts with title and legend as one SVG, which needs nothing of the page. */
export function OverlaySheet({ title, drawn, charts, axis, smoothing, colours, width }: SheetContent) {
  const layout = sheetLayout(
    drawn.map(({ name }) => name),
    charts.length,
    width,
    title !== "",
  );
  const byKey = new Map(drawn.map((run) => [run.key, run]));
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={layout.height}
      viewBox={`0 0 ${width} ${layout.height}`}
      fontFamily="system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif"
    >
      <title>{title || "Curves of runs"}</title>
      <rect width={width} height={layout.height} fill={colours.surface} />
      <text x={layout.margin} y={34} fontSize={17} fontWeight={600} fill={colours.text}>
        {shortened(title, Math.floor(width / 9))}
      </text>
      {drawn.map(({ key, colour, members }, index) => {
        const { x, y, text } = layout.entries[index];
        const paint = colours.ofRun(colour);
        return (
          <g key={key} transform={`translate(${x} ${y})`}>
            {members.length > 1 ? (
              <rect y={-10} width={SAMPLE} height={12} fill={paint} fillOpacity={0.2} />
            ) : null}
            <path d={`M0 -4H${SAMPLE}`} stroke={paint} strokeWidth={2} strokeDasharray={runDash(colour)} />
            <text x={SAMPLE + 6} fontSize={12} fill={colours.text}>
              {text}
            </text>
          </g>
        );
      })}
      {charts.map(({ measure, lines }, index) => {
        const { x, y, width: chartWidth, height } = layout.charts[index];
        const plot = chartPlot(lines, byKey, axis, { width: chartWidth, height });
        const note = chartNote(
          measure,
          lines,
          lines.some(({ isSmoothed }) => isSmoothed) ? smoothing : 0,
          axis.logY,
        );
        const heading = CURVE_MEASURES[measure].title;
        const room = chartWidth - NOTE_MARGIN - heading.length * TITLE_LETTER;
        return (
          <g key={measure} transform={`translate(${x} ${y})`}>
            <text x={12} y={-8} fontSize={13} fill={colours.text}>
              <tspan fontWeight={600}>{heading}</tspan>
              <tspan dx={8} fontSize={11} fill={colours.muted}>
                {shortened(note, Math.floor(room / NOTE_LETTER))}
              </tspan>
            </text>
            {plot ? (
              <ChartDrawing
                plot={plot}
                drawn={byKey}
                colours={colours}
                xTitle={axis.unit.title}
                id={`clip-${measure}`}
                emphasised={null}
              />
            ) : (
              <text x={chartWidth / 2} y={height / 2} fontSize={12} textAnchor="middle" fill={colours.muted}>
                not measured
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
