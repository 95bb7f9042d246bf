import { smoothedValues } from "../../core/curves/chart-lines.ts";
import { CURVE_MEASURES, type CurveMeasure } from "../../core/curves/curve-measures.ts";
import type { XAxis } from "../../core/curves/run-series.ts";
import type { StagePart } from "../../core/curves/stage-axis.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import type { CurvesCalls } from "../../workers/curves.protocol.ts";
import type { OverlayChartData } from "./overlay-charts.ts";
import type { OverlayRun } from "./overlay-runs.ts";

type Table = CurvesCalls["csv"]["args"];
type TableLine = Table["lines"][number];

/** What is drawn, for a table. */
export interface TableContent {
  readonly drawn: readonly OverlayRun[];
  readonly charts: readonly OverlayChartData[];
  readonly parts: readonly StagePart[];
  readonly along: XAxis;
  readonly smoothing: number;
}

function titleOf(measure: CurveMeasure): string {
  const { title, unit } = CURVE_MEASURES[measure];
  return unit === "°" ? `${title}, degrees` : title;
}

/** The curves of the runs as measured, with the smoothed values beside them. */
function measuredLines({ drawn, charts, parts, smoothing }: TableContent): TableLine[] {
  const stages = new Set(parts.map(({ stage }) => stage));
  return charts.flatMap(({ measure }) =>
    drawn.flatMap(({ members, names }) =>
      members.flatMap((series, member) =>
        series
          .filter((one) => one.measure === measure && stages.has(one.stage))
          .map((one) => ({
            run: names[member],
            stage: stageTitle(one.stage),
            measure: titleOf(measure),
            validation: one.on,
            at: one.at,
            values: one.values,
            smoothed: smoothedValues(one, smoothing) ?? undefined,
          })),
      ),
    ),
  );
}

/** The means of groups, on the axis along which they are drawn. */
function meanLines({ drawn, charts, parts, along }: TableContent): TableLine[] {
  const named = new Map(drawn.map(({ key, name }) => [key, name]));
  const starts = new Map(parts.map(({ stage, from }) => [stage, from]));
  return charts.flatMap(({ measure, lines }) =>
    lines.flatMap(({ key, stage, on, x, y, band }): TableLine[] => {
      if (!band) return [];
      const start = starts.get(stage) ?? 0;
      return [
        {
          run: named.get(key) ?? "",
          stage: stageTitle(stage),
          measure: `${titleOf(measure)}, mean`,
          validation: on,
          at: { [along]: Float64Array.from(x, (place) => place - start) },
          values: Float64Array.from(y),
          spread: Float64Array.from(y, (mean, index) => band.high[index] - mean),
        },
      ];
    }),
  );
}

/** Everything that is drawn as a table: each run as measured, then the means of groups with their spread. */
export function overlayTable(content: TableContent): Table {
  return { lines: [...measuredLines(content), ...meanLines(content)] };
}
