import type { OptimiserRecipe, ScheduleRecipe, Stage } from "../../core/recipe/recipe.ts";
import {
  LARGEST_CLIP_NORM,
  LARGEST_LEARNING_RATE,
  MOST_STEPS,
  SMALLEST_CLIP_NORM,
} from "../../core/recipe/recipe-schema.ts";
import { editStage, useRecipeStore } from "../../state/recipe.ts";
import { NumberField } from "../controls/NumberField.tsx";
import { inPercent, shareOf } from "../controls/percent.ts";
import { Select } from "../controls/Select.tsx";
import { Switch } from "../controls/Switch.tsx";
import { SchedulePreview } from "./SchedulePreview.tsx";
import {
  CLIP_NORM,
  optimiserOf,
  peakOf,
  rateCaution,
  rateStep,
  scheduleOf,
  withClip,
} from "./stage-defaults.ts";

const OPTIMISERS = [
  { value: "adam", label: "Adam", detail: "PyTorch's definition; weight decay is added to the gradient" },
  { value: "adamw", label: "AdamW", detail: "Weight decay is applied apart from the gradient" },
  { value: "sgd", label: "SGD", detail: "With momentum" },
] as const;

const SCHEDULES = [
  { value: "constant", label: "Constant", detail: "The same rate at every step" },
  {
    value: "oneCycle",
    label: "One cycle",
    detail: "Rises to the highest rate, then falls to almost nothing",
  },
] as const;

function OptimiserSettings({ stage, optimiser }: { stage: Stage; optimiser: OptimiserRecipe }) {
  const { clipNorm = null } = optimiser;
  const edit = (patch: Partial<OptimiserRecipe>) =>
    editStage(stage, { optimiser: { ...optimiser, ...patch } as OptimiserRecipe });
  const clip = (norm: number | null) => editStage(stage, { optimiser: withClip(optimiser, norm) });
  return (
    <>
      <Select
        label="Optimiser"
        value={optimiser.kind}
        options={OPTIMISERS}
        onChange={(kind) => editStage(stage, { optimiser: withClip(optimiserOf(kind), clipNorm) })}
      />
      {optimiser.kind === "sgd" ? (
        <>
          <NumberField
            label="Momentum"
            value={optimiser.momentum}
            min={0}
            max={0.999}
            step={0.05}
            onChange={(momentum) => edit({ momentum })}
          />
          <Switch label="Nesterov" checked={optimiser.nesterov} onChange={(nesterov) => edit({ nesterov })} />
        </>
      ) : (
        <>
          <NumberField
            label="Beta 1"
            explanation="Memory of the mean gradient."
            value={optimiser.beta1}
            min={0}
            max={0.9999}
            step={0.01}
            onChange={(beta1) => edit({ beta1 })}
          />
          <NumberField
            label="Beta 2"
            explanation="Memory of the squared gradient."
            value={optimiser.beta2}
            min={0}
            max={0.9999}
            step={0.001}
            onChange={(beta2) => edit({ beta2 })}
          />
        </>
      )}
      <NumberField
        label="Weight decay"
        value={optimiser.weightDecay}
        min={0}
        max={1}
        step={0.001}
        onChange={(weightDecay) => edit({ weightDecay })}
      />
      <Switch
        label="Clip gradients"
        explanation="Keeps one odd batch from throwing the weights."
        checked={clipNorm !== null}
        onChange={(on) => clip(on ? CLIP_NORM : null)}
      />
      {clipNorm !== null ? (
        <NumberField
          label="Largest gradient norm"
          value={clipNorm}
          min={SMALLEST_CLIP_NORM}
          max={LARGEST_CLIP_NORM}
          step={0.1}
          onChange={clip}
        />
      ) : null}
    </>
  );
}

interface ScheduleSettingsProps {
  readonly stage: Stage;
  readonly schedule: ScheduleRecipe;
  readonly optimiser: OptimiserRecipe["kind"];
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
        label={schedule.kind === "constant" ? "Learning rate" : "Highest learning rate"}
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
          label="Rising part"
          explanation="Share of the steps until the highest rate."
          unit="%"
          value={inPercent(schedule.warmUpFraction)}
          min={0}
          max={100}
          step={5}
          onChange={(percent) => edit({ warmUpFraction: shareOf(percent) })}
        />
      ) : null}
    </>
  );
}

/** How one network is trained. */
export function StageSettings({ stage }: { stage: Stage }) {
  const { steps, optimiser, schedule } = useRecipeStore(({ recipe }) => recipe.stages[stage]);
  return (
    <>
      <NumberField
        label="Steps"
        explanation="Optimiser updates, one batch each."
        value={steps}
        min={1}
        max={MOST_STEPS}
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
