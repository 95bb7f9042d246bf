import type { Stage } from "../../core/recipe/recipe.ts";
import {
  peakOf,
  SCHEDULE_KINDS,
  SCHEDULES,
  type ScheduleRecipe,
  scheduleOf,
} from "../../core/recipe/schedules.ts";
import { editStage, useRecipeStore } from "../../state/recipe.ts";
import { Select } from "../controls/Select.tsx";
import { Marked } from "./Marked.tsx";
import { RecipeFieldRows } from "./RecipeFieldRows.tsx";

const OPTIONS = SCHEDULE_KINDS.map((value) => {
  const { label, detail } = SCHEDULES[value];
  return { value, label, detail };
});

/** Schedule of the learning rate of a stage. Its highest rate is in the table of the stages. */
export function ScheduleSettings({ stage }: { stage: Stage }) {
  const schedule = useRecipeStore(({ recipe }) => recipe.stages[stage].schedule);
  const path = ["stages", stage, "schedule"];
  return (
    <>
      <Marked name="Schedule" path={[...path, "kind"]} resets={path}>
        <Select
          label="Schedule"
          value={schedule.kind}
          options={OPTIONS}
          onChange={(kind) => editStage(stage, { schedule: scheduleOf(kind, peakOf(schedule)) })}
        />
      </Marked>
      <RecipeFieldRows
        key={schedule.kind}
        fields={SCHEDULES[schedule.kind].fields}
        stage={stage}
        path={path}
        values={schedule}
        onChange={(name, value) =>
          editStage(stage, { schedule: { ...schedule, [name]: value } as ScheduleRecipe })
        }
      />
    </>
  );
}
