import { STAGES, type Stage } from "../recipe/recipe.ts";
import type { RunSeries, XAxis } from "./run-series.ts";

/** The part of a horizontal axis on which one stage of all runs is drawn. */
export interface StagePart {
  readonly stage: Stage;
  /** Places on the axis, in its unit; the part begins at 0 of the stage. */
  readonly from: number;
  readonly to: number;
}

/**
 * The horizontal axis of several runs: their stages follow one another in the order of the pipeline, and each takes
 * as much room as its longest run needs, so that equal stages of all runs begin at the same place.
 * @param only the only stage to be drawn; null for all
 */
export function stageAxis(
  runs: readonly (readonly RunSeries[])[],
  axis: XAxis,
  only: Stage | null,
): readonly StagePart[] {
  const lengths = new Map<Stage, number>();
  for (const { stage, at } of runs.flat()) {
    if (only !== null && stage !== only) continue;
    lengths.set(stage, Math.max(lengths.get(stage) ?? 0, at[axis].at(-1) ?? 0));
  }
  const parts: StagePart[] = [];
  let from = 0;
  for (const stage of STAGES) {
    const length = lengths.get(stage);
    if (length === undefined) continue;
    // A stage with nothing but the validation before its first step has a place too.
    const to = from + (length > 0 ? length : 1);
    parts.push({ stage, from, to });
    from = to;
  }
  return parts;
}
