import { resolveSteps } from "../core/dataset/sampling/resolve-steps.ts";
import { stagesOfPipeline } from "../core/recipe/pipelines.ts";
import { RECIPES } from "../core/recipe/presets.ts";
import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import { networkKey } from "../workers/started-engine.ts";
import { useDatasetStore } from "./dataset.ts";
import { useDeviceStore } from "./device.ts";
import { stageSeconds } from "./estimate-stage.ts";
import { splitNow, useSetsStore } from "./image-sets.ts";
import { useRecipeStore } from "./recipe.ts";
import { isActive, useRunStore } from "./run.ts";
import { type PlannedStage, totalSeconds } from "./run-time.ts";
import { stageWork } from "./stage-work.ts";
import { deviceKey, useStepTimes } from "./step-times.ts";
import type { StepTime } from "./stored-step-times.ts";
import { ofRecipes, useTrainEstimate } from "./train-estimate.ts";

const { setState } = useTrainEstimate;

function planOf(given: Recipe, stages: readonly Stage[], times: readonly StepTime[]): PlannedStage[] {
  const { training, validation } = splitNow(given);
  const recipe = resolveSteps(given, training);
  return stages.map((stage) => {
    const { steps } = recipe.stages[stage];
    if (times.length === 0) return { stage, steps, seconds: null };
    const work = stageWork(stage, recipe, { training, validation });
    return { stage, steps, seconds: stageSeconds(stage, networkKey({ stage, recipe }), work, times) };
  });
}

/** Estimated seconds of a run of these stages with the present images on this device; null while unknown. */
export function estimatedSeconds(recipe: Recipe, stages: readonly Stage[]): number | null {
  return totalSeconds(planOf(recipe, stages, usableTimes()));
}

/** Times on this device; none without an image to train on. */
function usableTimes(): readonly StepTime[] {
  const device = deviceKey();
  if (!useDatasetStore.getState().records.some(({ labelled }) => labelled)) return [];
  return useStepTimes.getState().times.filter((time) => time.device === device);
}

/** Sets the plan of a run that starts now. */
export function planRun(recipe: Recipe, stages: readonly Stage[]): void {
  setState({ plan: planOf(recipe, stages, usableTimes()) });
}

function estimate(): void {
  const { chosenStages, phase } = useRunStore.getState();
  const times = usableTimes();
  const { recipe } = useRecipeStore.getState();
  const { seed } = recipe;
  const recipes = ofRecipes((name) => {
    const stages = stagesOfPipeline(RECIPES[name].pipeline, chosenStages);
    return totalSeconds(planOf({ ...RECIPES[name], seed }, stages, times));
  });
  setState(isActive(phase) ? { recipes } : { recipes, plan: planOf(recipe, chosenStages, times) });
}

/** Several things change at once, and typing changes the recipe with every key. */
const QUIET_MILLISECONDS = 150;

/** Estimates again after every change of recipe, stages, images, engine and measured times, and before a run. */
export function watchTrainEstimate(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(estimate, QUIET_MILLISECONDS);
  };
  estimate();
  useRecipeStore.subscribe(soon);
  useDatasetStore.subscribe(({ records }, before) => {
    if (records !== before.records) soon();
  });
  useSetsStore.subscribe(soon);
  useDeviceStore.subscribe(soon);
  useStepTimes.subscribe(soon);
  useRunStore.subscribe((run, before) => {
    if (run.chosenStages !== before.chosenStages || isActive(run.phase) !== isActive(before.phase)) soon();
  });
}
