import { STAGES, type Stage } from "../../core/recipe/recipe.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import type { CurveRow } from "../../core/runs/curve-row.ts";
import type { StageSpan } from "./curve-chart-data.ts";

/** Steps before each stage and its own, on the time axis on which stages follow one another. */
export type SpansByStage = ReadonlyMap<Stage, StageSpan>;

/** Names where the titles have no room. */
const SHORT_NAMES: Readonly<Record<Stage, string>> = {
  semantic: "Mask",
  direction: "Dir.",
  energy: "Depth",
  joint: "All",
  shared: "One",
};

/**
 * The time axis of stages with curves.
 * @param rows steps and epochs of all stages
 * @param planned stage in training with its number of steps: its part has its final length from the start
 * @param suffixOf what is appended to the title of a stage, e.g. the time of an earlier run
 */
export function stageSpans(
  rows: readonly CurveRow[],
  planned: { readonly stage: Stage; readonly steps: number } | null,
  suffixOf: (stage: Stage) => string = () => "",
): SpansByStage {
  const steps = new Map<Stage, number>();
  for (const { stage, step } of rows) steps.set(stage, Math.max(step, steps.get(stage) ?? 0));
  if (planned) steps.set(planned.stage, Math.max(planned.steps, steps.get(planned.stage) ?? 0));
  const spans = new Map<Stage, StageSpan>();
  let from = 0;
  for (const stage of STAGES) {
    const own = steps.get(stage);
    if (own === undefined) continue;
    const to = from + Math.max(1, own);
    const name = stageTitle(stage);
    spans.set(stage, {
      stage: name,
      title: `${name}${suffixOf(stage)}`,
      shortTitle: `${SHORT_NAMES[stage]}${suffixOf(stage)}`,
      short: SHORT_NAMES[stage],
      from,
      to,
    });
    from = to;
  }
  return spans;
}
