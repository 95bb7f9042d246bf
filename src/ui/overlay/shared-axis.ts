import type { RunSeries, XAxis } from "../../core/curves/run-series.ts";
import { type StagePart, stageAxis } from "../../core/curves/stage-axis.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import type { Zoom } from "../../state/overlay.ts";
import { axisUnit } from "./axis-unit.ts";
import type { SharedAxis } from "./chart-plot.ts";

/** What the user has chosen of the axes. */
export interface AxisChoice {
  readonly axis: XAxis;
  readonly stage: Stage | null;
  readonly logX: boolean;
  readonly logY: boolean;
  readonly zoom: Zoom | null;
}

/** The first place after 0 of any curve of a stage, with which a logarithmic axis begins. */
function firstPlace(runs: readonly (readonly RunSeries[])[], axis: XAxis, { stage, to }: StagePart): number {
  const own = runs.flat().filter((series) => series.stage === stage);
  const places = own.flatMap(({ at }) => at[axis].find((place) => place > 0) ?? []);
  return Math.min(to / 2, ...places);
}

/** The horizontal axis of all charts of some runs. */
export function sharedAxis(
  runs: readonly (readonly RunSeries[])[],
  { axis, stage, logX, logY, zoom }: AxisChoice,
): SharedAxis {
  const parts = stageAxis(runs, axis, stage);
  const end = parts.at(-1)?.to ?? 1;
  const isLog = logX && parts.length === 1;
  const low = isLog ? firstPlace(runs, axis, parts[0]) : 0;
  // A part that was chosen on a linear axis may begin at 0.
  const shown = zoom && zoom[1] > low ? ([Math.max(low, zoom[0]), zoom[1]] as const) : ([low, end] as const);
  const longest = Math.max(0, ...parts.map(({ from, to }) => to - from));
  return { parts, unit: axisUnit(axis, longest), shown, logX: isLog, logY };
}
