import type { ScheduleRecipe, Stage } from "../../core/recipe/recipe.ts";
import { editStage, useRecipeStore } from "../../state/recipe.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { inFraction, inPercent } from "../controls/percent.ts";
import { Select } from "../controls/Select.tsx";
import { Marked } from "./Marked.tsx";
import { peakOf, scheduleOf } from "./stage-defaults.ts";

const SCHEDULES = [
  { value: "constant", label: "Constant", detail: "The same learning rate in every step" },
  {
    value: "oneCycle",
    label: "One cycle",
    detail: "Rises to the peak, then falls to almost 0",
  },
] as const;

/** Schedule of the learning rate of a stage. Its peak is in the table of the stages. */
export function ScheduleSettings({ stage }: { stage: Stage }) {
  const schedule = useRecipeStore(({ recipe }) => recipe.stages[stage].schedule);
  const edit = (patch: Partial<ScheduleRecipe>) =>
    editStage(stage, { schedule: { ...schedule, ...patch } as ScheduleRecipe });
  return (
    <>
      <Marked
        name="Schedule"
        path={["stages", stage, "schedule", "kind"]}
        resets={["stages", stage, "schedule"]}
      >
        <Select
          label="Schedule"
          value={schedule.kind}
          options={SCHEDULES}
          onChange={(kind) => editStage(stage, { schedule: scheduleOf(kind, peakOf(schedule)) })}
        />
      </Marked>
      {schedule.kind === "oneCycle" ? (
        <Marked name="Warm-up" path={["stages", stage, "schedule", "warmUpFraction"]}>
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
        </Marked>
      ) : null}
    </>
  );
}
