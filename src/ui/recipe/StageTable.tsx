import { useId } from "react";
import { PIPELINES } from "../../core/recipe/pipelines.ts";
import { type Recipe, STAGES, type Stage } from "../../core/recipe/recipe.ts";
import { MAX_EPOCHS } from "../../core/recipe/recipe-schema.ts";
import { LARGEST_LEARNING_RATE, MAX_STEPS, peakOf, withPeak } from "../../core/recipe/schedules.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import { editRecipe, editStage, useRecipeStore } from "../../state/recipe.ts";
import { useRunStore } from "../../state/run.ts";
import { ChangedMark } from "../controls/ChangedMark.tsx";
import { Info } from "../controls/Info.tsx";
import { NumberBox } from "../controls/NumberBox.tsx";
import { Switch } from "../controls/Switch.tsx";
import { type NumberEntryOptions, useNumberEntry } from "../controls/use-number-entry.ts";
import { PipelineChoice } from "../train/PipelineChoice.tsx";
import { SchedulePreview } from "./SchedulePreview.tsx";
import styles from "./StageTable.module.css";
import { rateCaution, rateStep } from "./stage-defaults.ts";
import { useChange, usePreset } from "./use-change.ts";
import { useStepsPerEpoch } from "./use-steps-per-epoch.ts";

interface CellProps {
  readonly label: string;
  readonly unit?: string | undefined;
  readonly isChanged: boolean;
  readonly onReset: () => void;
  readonly entry: ReturnType<typeof useNumberEntry>;
  readonly describedBy: string | undefined;
}

/** A number of the table with its mark. */
function Cell({ label, unit, isChanged, onReset, entry, describedBy }: CellProps) {
  return (
    <td className={styles.cell}>
      <div className={styles.number}>
        <ChangedMark name={label} isChanged={isChanged} onReset={onReset} />
        <NumberBox entry={entry} unit={unit} disabled={false} describedBy={describedBy} label={label} />
      </div>
    </td>
  );
}

const entryOf = (options: Omit<NumberEntryOptions, "disabled">): NumberEntryOptions => ({
  ...options,
  disabled: false,
});

function StageRow({ stage }: { stage: Stage }) {
  const { steps: given, epochs, schedule, optimiser } = useRecipeStore(({ recipe }) => recipe.stages[stage]);
  const chosen = useRunStore((run) => run.chosenStages.includes(stage));
  const base = usePreset()?.stages[stage].schedule;
  const stepsChange = useChange([
    { path: ["stages", stage, "steps"] },
    { path: ["stages", stage, "epochs"] },
  ]);
  const stepsPerEpoch = useStepsPerEpoch(stage);
  const steps = epochs === null || stepsPerEpoch === null ? given : Math.ceil(epochs * stepsPerEpoch);
  const id = useId();
  const rate = peakOf(schedule);
  const usual = base ? peakOf(base) : null;
  const setRate = (value: number) => editStage(stage, { schedule: withPeak(schedule, value) });
  const title = stageTitle(stage);
  const stepsEntry = useNumberEntry(
    entryOf({
      value: epochs ?? given,
      onChange: (value) => editStage(stage, epochs === null ? { steps: value } : { epochs: value }),
      step: epochs === null ? 50 : 1,
      min: 1,
      max: epochs === null ? MAX_STEPS : MAX_EPOCHS,
      multipleOf: 1,
    }),
  );
  const rateEntry = useNumberEntry(
    entryOf({
      value: rate,
      onChange: setRate,
      step: rateStep(rate),
      min: 0,
      max: LARGEST_LEARNING_RATE,
    }),
  );
  const caution = rateCaution(rate, optimiser.kind);
  const problem = stepsEntry.problem ?? rateEntry.problem;
  const words = problem ?? caution;
  const described = words === null ? undefined : id;
  return (
    <>
      <tr data-chosen={chosen || undefined}>
        <th scope="row" className={styles.stage}>
          {title}
          {chosen ? null : <span className="visually-hidden"> (not trained by the next run)</span>}
        </th>
        <Cell
          label={`${epochs === null ? "Steps" : "Epochs"}, ${title}`}
          unit={epochs === null ? undefined : "ep"}
          {...stepsChange}
          entry={stepsEntry}
          describedBy={stepsEntry.problem === null ? undefined : described}
        />
        <Cell
          label={`Learning rate, ${title}`}
          isChanged={usual !== null && usual !== rate}
          onReset={() => setRate(usual ?? rate)}
          entry={rateEntry}
          describedBy={stepsEntry.problem === null ? described : undefined}
        />
        <td className={styles.sketch}>
          <SchedulePreview schedule={schedule} steps={steps} stepsPerEpoch={stepsPerEpoch ?? 1} />
        </td>
      </tr>
      {words === null ? null : (
        <tr>
          <td colSpan={4} id={id} className={styles.words} role={problem === null ? undefined : "alert"}>
            {words}
          </td>
        </tr>
      )}
    </>
  );
}

const DEFAULT_EPOCHS = 20;

/** Whether the lengths of the stages are given in epochs. */
function EpochsSwitch() {
  const stages = useRecipeStore(({ recipe }) => recipe.stages);
  const edit = (epochs: number | null) =>
    editRecipe({
      stages: Object.fromEntries(
        STAGES.map((stage) => [
          stage,
          { ...stages[stage], epochs: epochs && (stages[stage].epochs ?? epochs) },
        ]),
      ) as Recipe["stages"],
    });
  return (
    <Switch
      label="Lengths in epochs"
      explanation="Every stage takes a number of passes over the training images, whatever their number."
      checked={STAGES.some((stage) => stages[stage].epochs !== null)}
      onChange={(inEpochs) => edit(inEpochs ? DEFAULT_EPOCHS : null)}
    />
  );
}

/** Steps and learning rate of every stage, with a sketch of its schedule. */
export function StageTable() {
  const pipeline = useRecipeStore(({ recipe }) => recipe.pipeline);
  return (
    <>
      <PipelineChoice />
      <table className={styles.table}>
        <colgroup>
          <col className={styles.stageColumn} />
          <col className={styles.stepsColumn} />
          <col />
          <col className={styles.sketchColumn} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className="visually-hidden">
              Stage
            </th>
            <th scope="col">
              <span className={styles.head}>
                Steps
                <Info
                  about="steps"
                  text="Optimiser updates, one batch per step. With the switch below, passes over the training images (ep), from which the steps are computed when the run starts."
                />
              </span>
            </th>
            <th scope="col" colSpan={2}>
              <span className={styles.head}>
                Learning rate
                <Info
                  about="the learning rate"
                  text="The highest rate of the schedule, which is sketched beside it. Schedule and optimiser are under Optimiser."
                />
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {PIPELINES[pipeline].stages.map((stage) => (
            <StageRow key={stage} stage={stage} />
          ))}
        </tbody>
      </table>
      <EpochsSwitch />
    </>
  );
}
