import type { ChartLine, DrawnRun } from "../../core/curves/chart-lines.ts";
import type { StagePart } from "../../core/curves/stage-axis.ts";
import type { Zoom } from "../../state/overlay.ts";
import type { ChartSize } from "../curves/chart-size.ts";
import type { AxisUnit } from "./axis-unit.ts";
import { type PlotBox, scaleOf, valueRange } from "./chart-scale.ts";
import { placeTicks, type Tick, type ValueTicks, valueTicks } from "./chart-ticks.ts";
import { type EndLabel, endLabels, labelRoom, NARROWEST_WITH_LABELS } from "./end-labels.ts";
import { haveMarkers, type LinePath, linePath, type Scales } from "./line-paths.ts";

/** The horizontal axis that all charts share. */
export interface SharedAxis {
  readonly parts: readonly StagePart[];
  readonly unit: AxisUnit;
  /** The part of it that is shown. */
  readonly shown: Zoom;
  readonly logX: boolean;
  readonly logY: boolean;
}

/** Everything that is drawn in a chart, in px. */
export interface Plot {
  readonly box: PlotBox;
  readonly scales: Scales;
  readonly paths: readonly LinePath[];
  readonly placeTicks: readonly Tick[];
  readonly valueTicks: ValueTicks;
  /** Visible stages, if there are several, with their ends. */
  readonly stages: readonly { readonly part: StagePart; readonly from: number; readonly to: number }[];
  readonly labels: readonly EndLabel[];
}

/** Room around the plot, px: for the numbers at the left and below, and the names of stages above. */
export const MARGIN = { left: 48, top: 18, right: 22, bottom: 34 } as const;

/** Room between labels and the edge of the chart, px. */
const LABEL_GAP = 8;

/**
 * The chart of some lines.
 * @param drawn runs and groups of the lines
 * @returns null if the vertical axis can show none of their values
 */
export function chartPlot(
  lines: readonly ChartLine[],
  drawn: ReadonlyMap<string, DrawnRun>,
  axis: SharedAxis,
  size: ChartSize,
): Plot | null {
  const { parts, unit, shown, logX, logY } = axis;
  const range = valueRange(lines, shown, logY);
  if (!range) return null;
  const height = Math.max(1, size.height - MARGIN.top - MARGIN.bottom);
  const boxTo = (right: number): PlotBox => ({
    left: MARGIN.left,
    top: MARGIN.top,
    width: Math.max(1, size.width - MARGIN.left - right),
    height,
  });
  const y = scaleOf(range, logY, MARGIN.top + height, MARGIN.top);
  const plotTo = (box: PlotBox) => {
    const x = scaleOf(shown, logX, box.left, box.left + box.width);
    const marked = haveMarkers(lines, x, box.width);
    return { box, scales: { x, y }, paths: lines.map((line) => linePath(line, { x, y }, box, marked)) };
  };
  const room = labelRoom(drawn, size.width);
  const hasRoom = size.width >= NARROWEST_WITH_LABELS;
  const first = plotTo(boxTo(hasRoom ? LABEL_GAP + room : MARGIN.right));
  const labels = hasRoom ? endLabels(first.paths, drawn, first.box, room) : [];
  // Names that do not fit leave their room to the lines.
  const { box, scales, paths } = labels.length > 0 || !hasRoom ? first : plotTo(boxTo(MARGIN.right));
  const visible = parts.filter(({ from, to }) => to > shown[0] && from < shown[1]);
  return {
    box,
    scales,
    paths,
    placeTicks: placeTicks(scales.x, parts, unit),
    valueTicks: valueTicks(y, height),
    stages:
      parts.length < 2
        ? []
        : visible.map((part) => ({
            part,
            from: scales.x.at(Math.max(shown[0], part.from)),
            to: scales.x.at(Math.min(shown[1], part.to)),
          })),
    labels,
  };
}
