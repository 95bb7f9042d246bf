import type { OptimiserKind } from "../../core/recipe/optimisers.ts";
import type { ScheduleRecipe, Stage } from "../../core/recipe/recipe.ts";
import { LARGEST_LEARNING_RATE, MAX_STEPS } from "../../core/recipe/recipe-schema.ts";
import { editStage, useRecipeStore } from "../../state/recipe.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { inFraction, inPercent } from "../controls/percent.ts";
import { Select } from "../controls/Select.tsx";
import { OptimiserSettings } from "./OptimiserSettings.tsx";
import { SchedulePreview } from "./SchedulePreview.tsx";
import { peakOf, rateCaution, rateStep, scheduleOf } from "./stage-defaults.ts";

const SCHEDULES = [
  { value: "constant", label: "Constant", detail: "The same learning rate in every step" },
  {
    value: "oneCycle",
    label: "One cycle",
    detail: "Rises to the peak, then falls to almost 0",
  },
] as const;

interface ScheduleSettingsProps {
  readonly stage: Stage;
  readonly schedule: ScheduleRecipe;
  readonly optimiser: OptimiserKind;
}

function ScheduleSettings({ stage, schedule, optimiser }: ScheduleSettingsProps) {
  const edit = (patch: Partial<ScheduleRecipe>) =>
    editStage(stage, { schedule: { ...schedule, ...patch } as ScheduleRecipe });
  const rate = peakOf(schedule);
  return (
    <>
      <Select
        label="Schedule"
        value={schedule.kind}
        options={SCHEDULES}
        onChange={(kind) => editStage(stage, { schedule: scheduleOf(kind, rate) })}
      />
      <NumberField
        label={schedule.kind === "constant" ? "Learning rate" : "Peak learning rate"}
        value={rate}
        min={0}
        max={LARGEST_LEARNING_RATE}
        step={rateStep(rate)}
        caution={rateCaution(rate, optimiser)}
        onChange={(value) =>
          edit(schedule.kind === "constant" ? { learningRate: value } : { peakLearningRate: value })
        }
      />
      {schedule.kind === "oneCycle" ? (
        <NumberField
          label="Warm-up"
          explanation="Fraction of the steps until the peak learning rate."
          unit="%"
          value={inPercent(schedule.warmUpFraction)}
          min={0}
          max={100}
          step={5}
          onChange={(percent) => edit({ warmUpFraction: inFraction(percent) })}
        />
      ) : null}
    </>
  );
}

/** Training settings of one stage. */
export function StageSettings({ stage }: { stage: Stage }) {
  const { steps, optimiser, schedule } = useRecipeStore(({ recipe }) => recipe.stages[stage]);
  return (
    <>
      <NumberField
        label="Steps"
        explanation="Optimiser updates, one batch per step."
        value={steps}
        min={1}
        max={MAX_STEPS}
        multipleOf={1}
        step={50}
        onChange={(value) => editStage(stage, { steps: value })}
      />
      <ScheduleSettings stage={stage} schedule={schedule} optimiser={optimiser.kind} />
      <SchedulePreview schedule={schedule} steps={steps} />
      <OptimiserSettings stage={stage} optimiser={optimiser} />
    </>
  );
}
