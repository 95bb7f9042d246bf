import { parseRecipe } from "../core/recipe/parse-recipe.ts";
import { RECIPES, type RecipeName } from "../core/recipe/presets.ts";
import { type Channel, type Normalisation, type Recipe, STAGES, type Stage } from "../core/recipe/recipe.ts";
import { exportWeights, useArchiveStore } from "./archive.ts";
import { curvesCsv } from "./curves-csv.ts";
import { drawBuiltIn, useDatasetStore } from "./dataset.ts";
import { chooseEngine, useDeviceStore } from "./device.ts";
import { useMemoryStore } from "./memory.ts";
import { useRecipeStore } from "./recipe.ts";
import { runLog, startRun, useRunStore } from "./run.ts";
import { shownFields } from "./shown-fields.ts";
import { chooseSlice, chooseTime } from "./stack-choice.ts";

/** What to train, as the command line says it. */
export interface ScriptedRun {
  readonly recipe: RecipeName;
  readonly seed: number | null;
  readonly steps: number | null;
  readonly stages: readonly Stage[];
  /** Left out or null: the recipe's own. */
  readonly channel?: Channel | null;
  readonly normalisation?: Normalisation | null;
}

/** Which plane of stacks is read, counted from 1; null for the default. */
interface ScriptedStack {
  readonly slice: number | null;
  readonly time: number | null;
}

/** The page's own actions for a program that drives it: the command line and the browser tests. */
export interface Scripting {
  drawBuiltIn: typeof drawBuiltIn;
  chooseStack(stack: ScriptedStack): void;
  prepare(run: ScriptedRun): Recipe;
  train: typeof startRun;
  dataset(): ReturnType<typeof useDatasetStore.getState>;
  run(): ReturnType<typeof useRunStore.getState>;
  chooseEngine: typeof chooseEngine;
  device(): ReturnType<typeof useDeviceStore.getState>;
  memory(): ReturnType<typeof useMemoryStore.getState>;
  curvesCsv(): string;
  exportWeights: typeof exportWeights;
  archive(): ReturnType<typeof useArchiveStore.getState>;
  shownFields: typeof shownFields;
}

declare global {
  interface Window {
    directionLab?: Scripting;
  }
}

function chooseStack({ slice, time }: ScriptedStack): void {
  chooseSlice(slice === null ? null : slice - 1);
  chooseTime(time === null ? null : time - 1);
}

function prepare(run: ScriptedRun): Recipe {
  const { recipe: name, seed, steps, stages } = run;
  const preset = RECIPES[name];
  const stageRecipes = Object.fromEntries(
    STAGES.map((stage) => [stage, { ...preset.stages[stage], ...(steps === null ? {} : { steps }) }]),
  );
  const recipe = parseRecipe({
    ...preset,
    stages: stageRecipes,
    channel: run.channel ?? preset.channel,
    normalisation: run.normalisation ?? preset.normalisation,
    ...(seed === null ? {} : { seed }),
  });
  useRecipeStore.setState({ recipe, error: null });
  useRunStore.setState({ chosenStages: stages });
  return recipe;
}

/** Makes the page's actions reachable as `window.directionLab`. */
export function offerScripting(): void {
  window.directionLab = {
    drawBuiltIn,
    chooseStack,
    prepare,
    train: startRun,
    dataset: useDatasetStore.getState,
    run: useRunStore.getState,
    chooseEngine,
    device: useDeviceStore.getState,
    memory: useMemoryStore.getState,
    curvesCsv: () => curvesCsv(runLog.rows()),
    exportWeights,
    archive: useArchiveStore.getState,
    shownFields,
  };
}
