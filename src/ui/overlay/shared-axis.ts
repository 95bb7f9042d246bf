import type { RunSeries, XAxis } from "../../core/curves/run-series.ts";
import { stageAxis } from "../../core/curves/stage-axis.ts";
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

/** The first place after 0 of any curve, with which a logarithmic axis begins. */
function firstPlace(runs: readonly (readonly RunSeries[])[], axis: XAxis, end: number): number {
  const places = runs.flat().flatMap(({ at }) => at[axis].find((place) => place > 0) ?? []);
  return Math.min(end / 2, ...places);
}

/** The horizontal axis of all charts of some runs. */
export function sharedAxis(
  runs: readonly (readonly RunSeries[])[],
  { axis, stage, logX, logY, zoom }: AxisChoice,
): SharedAxis {
  const parts = stageAxis(runs, axis, stage);
  const end = parts.at(-1)?.to ?? 1;
  const isLog = logX && parts.length === 1;
  const low = isLog ? firstPlace(runs, axis, end) : 0;
  const longest = Math.max(0, ...parts.map(({ from, to }) => to - from));
  return { parts, unit: axisUnit(axis, longest), shown: zoom ?? [low, end], logX: isLog, logY };
}
