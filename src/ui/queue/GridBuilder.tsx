import { useId, useMemo } from "react";
import { counted } from "../../core/counted.ts";
import type { RunToQueue } from "../../core/queue/run-queue.ts";
import type { Recipe, Stage } from "../../core/recipe/recipe.ts";
import { LARGEST_SEED } from "../../core/recipe/recipe-limits.ts";
import { type NumberValues, type SettingField, settingFields } from "../../core/recipe/setting-fields.ts";
import { ALL_STAGES } from "../../core/recipe/setting-label.ts";
import { addToQueue } from "../../state/add-to-queue.ts";
import { addAxis, type DraftAxis, draftSeeds, useQueueDraft } from "../../state/queue-draft.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { useRunStore } from "../../state/run.ts";
import { Button } from "../controls/Button.tsx";
import { AxisRow } from "./AxisRow.tsx";
import styles from "./GridBuilder.module.css";
import { type GridAxis, gridRuns } from "./grid-runs.ts";
import { parseValues, type TypedValues } from "./parse-values.ts";
import { fieldOf, readAxis } from "./read-axis.ts";
import { ValueList } from "./ValueList.tsx";

const SEEDS: NumberValues = {
  kind: "number",
  low: 0,
  high: LARGEST_SEED,
  isOpen: false,
  multipleOf: 1,
  others: [],
  unit: "",
  isFraction: false,
};

/** The seeds of the list. */
export function readSeeds(text: string): TypedValues {
  return parseValues(text, SEEDS);
}

interface ReadAxis {
  readonly axis: DraftAxis;
  readonly field: SettingField | null;
  readonly read: TypedValues;
}

const NOTHING: TypedValues = { values: [], problems: [] };

/** The runs of the grid as typed so far, or why there are none yet. */
function runsOf(
  base: Recipe,
  stages: readonly Stage[],
  seeds: TypedValues,
  axes: readonly ReadAxis[],
): readonly RunToQueue[] | string {
  if (seeds.problems.length > 0 || axes.some(({ read }) => read.problems.length > 0))
    return "Correct the values in red first.";
  if (seeds.values.length === 0) return "Type at least one seed.";
  const open = axes.find(({ field, read }) => !field || read.values.length === 0);
  if (open) return open.field ? `Give values of ${open.field.label}.` : "Choose the setting to vary.";
  const complete = axes.flatMap(({ field, read }): GridAxis[] =>
    field ? [{ field, values: read.values }] : [],
  );
  return gridRuns({ base, stages, seeds: seeds.values.map(({ value }) => Number(value)), axes: complete });
}

/** A grid over seeds and settings of the present recipe. */
export function GridBuilder() {
  const id = useId();
  const recipe = useRecipeStore((state) => state.recipe);
  const stages = useRunStore(({ chosenStages }) => chosenStages);
  const { seeds: text, axes: drafts } = useQueueDraft();
  const fields = useMemo(
    () =>
      settingFields(recipe).filter(
        ({ path }) =>
          path[0] !== "stages" || path[1] === ALL_STAGES || stages.some((stage) => stage === path[1]),
      ),
    [recipe, stages],
  );
  const seeds = useMemo(() => readSeeds(text), [text]);
  const axes = useMemo(
    () =>
      drafts.map((axis) => {
        const field = fieldOf(axis, fields);
        return { axis, field, read: field ? readAxis(axis, field) : NOTHING };
      }),
    [drafts, fields],
  );
  const runs = useMemo(() => runsOf(recipe, stages, seeds, axes), [recipe, stages, seeds, axes]);
  const sizes = [...axes.map(({ read }) => read.values.length), seeds.values.length];
  return (
    <div className={styles.grid}>
      <div className={styles.seeds}>
        <span>Seeds</span>
        <ValueList
          label="Seeds"
          text={text}
          hint="Several seeds give a mean and a spread"
          problems={seeds.problems}
          id={id}
          onChange={draftSeeds}
        />
      </div>
      {axes.map(({ axis, field, read }) => (
        <AxisRow key={axis.key} axis={axis} field={field} fields={fields} problems={read.problems} />
      ))}
      <Button label="Vary a setting" icon="add" variant="quiet" className={styles.add} onClick={addAxis} />
      <div className={styles.sum}>
        <p className={styles.count} role="status">
          {typeof runs === "string"
            ? runs
            : `${sizes.length > 1 ? `${sizes.join(" × ")} = ` : ""}${counted(runs.length, "run")}`}
        </p>
        <Button
          label={typeof runs === "string" ? "Add runs" : `Add ${counted(runs.length, "run")}`}
          disabled={typeof runs === "string"}
          onClick={() => typeof runs !== "string" && void addToQueue(runs)}
        />
      </div>
    </div>
  );
}
