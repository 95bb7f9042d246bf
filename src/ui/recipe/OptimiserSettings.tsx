import { OPTIMISERS } from "../../core/recipe/optimisers.ts";
import { PIPELINES } from "../../core/recipe/pipelines.ts";
import { type Recipe, STAGES } from "../../core/recipe/recipe.ts";
import { SCHEDULE_KINDS, SCHEDULES } from "../../core/recipe/schedules.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { FoldedSection } from "./FoldedSection.tsx";
import { OptimiserFields } from "./OptimiserFields.tsx";
import { RangeTest } from "./RangeTest.tsx";
import { ScheduleSettings } from "./ScheduleSettings.tsx";
import { StageChoice, useStageChoice } from "./StageChoice.tsx";
import type { Setting } from "./use-change.ts";

/** Names of the fields of all schedules; a schedule without one has none to differ in. */
const SCHEDULE_FIELDS = [...new Set(SCHEDULE_KINDS.flatMap((kind) => Object.keys(SCHEDULES[kind].fields)))];

/** The rate itself is in the table of the stages. */
const SETTINGS: readonly Setting[] = STAGES.flatMap((stage) => [
  { path: ["stages", stage, "schedule", "kind"], resets: ["stages", stage, "schedule"] },
  ...SCHEDULE_FIELDS.map((name) => ({ path: ["stages", stage, "schedule", name] })),
  { path: ["stages", stage, "optimiser"] },
]);

function summaryOf({ stages, pipeline }: Recipe): string {
  const texts = PIPELINES[pipeline].stages.map((stage) => {
    const { optimiser, schedule } = stages[stage];
    return `${OPTIMISERS[optimiser.kind].label}, ${SCHEDULES[schedule.kind].summary}`;
  });
  const [first, ...others] = new Set(texts);
  return others.length === 0 ? first : "differs between stages";
}

/** Optimiser and schedule of each stage. */
export function OptimiserSettings() {
  const recipe = useRecipeStore((state) => state.recipe);
  const [stage, setStage] = useStageChoice();
  return (
    <FoldedSection title="Optimiser" summary={summaryOf(recipe)} settings={SETTINGS}>
      <StageChoice stage={stage} onChange={setStage} />
      <ScheduleSettings key={`schedule ${stage}`} stage={stage} />
      <RangeTest key={`range ${stage}`} stage={stage} />
      <OptimiserFields key={stage} stage={stage} optimiser={recipe.stages[stage].optimiser} />
    </FoldedSection>
  );
}
