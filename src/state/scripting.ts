import type { CurveMeasure } from "../core/curves/curve-measures.ts";
import type { XAxis } from "../core/curves/run-series.ts";
import { type AssignedImage, assignedImages } from "../core/dataset/sampling/assigned-images.ts";
import type { Channel } from "../core/raster/channel.ts";
import { parseRecipe } from "../core/recipe/parse-recipe.ts";
import { PIPELINES } from "../core/recipe/pipelines.ts";
import { RECIPES, type RecipeName } from "../core/recipe/presets.ts";
import { type Normalisation, type Recipe, STAGES, type Stage } from "../core/recipe/recipe.ts";
import type { CurveRow } from "../core/runs/curve-row.ts";
import type { RunRecord } from "../core/runs/run-record.ts";
import type { StartName } from "../core/starts/starts.ts";
import { withStart } from "../core/starts/with-start.ts";
import { exportPackage, exportWeights, importWeights, loadStart, useArchiveStore } from "./archive.ts";
import { useCellsStore } from "./cells.ts";
import { type ChosenCells, chooseCells } from "./choose-cells.ts";
import { evaluateAll } from "./compare-methods.ts";
import { curvesCsv } from "./curves-csv.ts";
import { useDatasetStore } from "./dataset.ts";
import { chooseEngine, useDeviceStore } from "./device.ts";
import { exportMasks } from "./export-masks.ts";
import { findCells } from "./find-cells.ts";
import { useSetsStore } from "./image-sets.ts";
import { drawBuiltIn } from "./import-files.ts";
import { useInstanceSettings } from "./instance-settings.ts";
import { useKeptStore } from "./kept.ts";
import { askForMemory } from "./memory.ts";
import { networksInUse } from "./networks-in-use.ts";
import { offerRun, useOfferedRun } from "./offered-run.ts";
import { useRecipeStore } from "./recipe.ts";
import { changesSinceCheckpoint, type ResumeOptions, resumeOffered } from "./resume-run.ts";
import { runLog, useRunStore } from "./run.ts";
import { startRun, stopRun } from "./run-controls.ts";
import { useRunsStore } from "./runs.ts";
import { saveCheckpoint } from "./save-checkpoint.ts";
import { shownCells } from "./shown-cells.ts";
import { shownFields } from "./shown-fields.ts";
import { chooseSlice, chooseTime } from "./stack-choice.ts";
import { curvesOfRun, verifyRuns } from "./stored-runs.ts";
import { useTrainEstimate } from "./train-estimate.ts";
import { useVerdict } from "./verdict.ts";

/** A training run as specified on the command line. */
export interface ScriptedRun {
  /** The name of a recipe, or an unvalidated recipe object. */
  readonly recipe: RecipeName | object;
  readonly seed: number | null;
  readonly steps: number | null;
  /** Null for all stages of the recipe's pipeline. */
  readonly stages: readonly Stage[] | null;
  /** Absent or null: the recipe's own. */
  readonly channel?: Channel | null;
  readonly normalisation?: Normalisation | null;
  /** A built-in start of the shared network, which sets the channel and the normalisation. */
  readonly startFrom?: StartName | null;
}

/** Plane read from stacks, counted from 1; null for the default. */
interface ScriptedStack {
  readonly slice: number | null;
  readonly time: number | null;
}

/** Runs to be drawn over each other. */
export interface PlotRequest {
  readonly runs: readonly {
    readonly name: string;
    readonly rows: readonly CurveRow[];
    /** Number of its colour; its place in the list by default. */
    readonly colour?: number | undefined;
    /** Runs of the same group are drawn as their mean and spread, under this name. */
    readonly group?: string | null | undefined;
  }[];
  /** Charts, in this order; all that were measured by default. */
  readonly measures?: readonly CurveMeasure[] | undefined;
  readonly x?: XAxis;
  /** Weight of the average that smooths noisy curves, 0 to below 1. */
  readonly smoothing?: number;
  readonly logY?: boolean;
  readonly title?: string;
  readonly theme?: "light" | "dark";
  /** Px. */
  readonly width?: number;
}

/** Draws runs over each other; returns the text of an SVG file. */
export type PlotRuns = (request: PlotRequest) => Promise<string>;

/** The page's actions for programs that drive it: the command line and the browser tests. */
export interface Scripting {
  drawBuiltIn: typeof drawBuiltIn;
  chooseStack(stack: ScriptedStack): void;
  prepare(run: ScriptedRun): Recipe;
  /** The trained stages whose networks predict. */
  networksInUse(): readonly Stage[];
  train: typeof startRun;
  stop: typeof stopRun;
  /** Reads the checkpoint of a run that `resume` is to continue. */
  openCheckpoint: typeof offerRun;
  /** What differs in the current recipe and images from those of that run. */
  changes(): readonly string[];
  /** Resumes that run with the current recipe. */
  resume(options: Omit<ResumeOptions, "recipe">): Promise<void>;
  offered(): ReturnType<typeof useOfferedRun.getState>;
  saveCheckpoint: typeof saveCheckpoint;
  dataset(): ReturnType<typeof useDatasetStore.getState>;
  /** The images assigned to a set by hand. */
  assigned(): readonly AssignedImage[];
  run(): ReturnType<typeof useRunStore.getState>;
  runs(): ReturnType<typeof useRunsStore.getState>;
  verifyRuns: typeof verifyRuns;
  curvesOfRun: typeof curvesOfRun;
  chooseEngine: typeof chooseEngine;
  device(): ReturnType<typeof useDeviceStore.getState>;
  memory(): ReturnType<typeof askForMemory>;
  estimate(): ReturnType<typeof useTrainEstimate.getState>;
  curvesCsv(): string;
  /** Record and curves of the current run; null before the first run, and where runs are not kept. */
  keptRun(): { readonly record: RunRecord; readonly rows: readonly CurveRow[] } | null;
  exportWeights: typeof exportWeights;
  exportPackage: typeof exportPackage;
  importWeights: typeof importWeights;
  loadStart: typeof loadStart;
  findCells(cells: ChosenCells): Promise<void>;
  exportMasks: typeof exportMasks;
  evaluateAll: typeof evaluateAll;
  cells(): ReturnType<typeof useCellsStore.getState>;
  verdict(): ReturnType<typeof useVerdict.getState>;
  instanceSettings(): ReturnType<typeof useInstanceSettings.getState>;
  kept(): ReturnType<typeof useKeptStore.getState>;
  archive(): ReturnType<typeof useArchiveStore.getState>;
  shownFields: typeof shownFields;
  shownCells: typeof shownCells;
  plotRuns: PlotRuns;
}

declare global {
  interface Window {
    /** Defined once the page has started; any use before that throws. */
    directionLab: Scripting;
  }
}

function chooseStack({ slice, time }: ScriptedStack): void {
  chooseSlice(slice === null ? null : slice - 1);
  chooseTime(time === null ? null : time - 1);
}

function prepare(run: ScriptedRun): Recipe {
  const { recipe: name, seed, steps, stages } = run;
  const preset = typeof name === "string" ? RECIPES[name] : parseRecipe(name);
  const stageRecipes = Object.fromEntries(
    STAGES.map((stage) => [
      stage,
      { ...preset.stages[stage], ...(steps === null ? {} : { steps, epochs: null }) },
    ]),
  );
  const wanted = parseRecipe({
    ...preset,
    stages: stageRecipes,
    channel: run.channel ?? preset.channel,
    normalisation: run.normalisation ?? preset.normalisation,
    ...(seed === null ? {} : { seed }),
  });
  const recipe = run.startFrom ? withStart(wanted, run.startFrom) : wanted;
  useRecipeStore.setState({ recipe, error: null });
  useRunStore.setState({ chosenStages: stages ?? PIPELINES[recipe.pipeline].stages });
  return recipe;
}

function keptRun(): ReturnType<Scripting["keptRun"]> {
  const { runId } = useRunStore.getState();
  const record = useRunsStore.getState().runs.find(({ id }) => id === runId)?.record;
  if (!record) return null;
  // Other stages in the log are of earlier runs.
  const stages = new Set(record.stageRecords.map(({ stage }) => stage));
  return { record, rows: runLog.rows().filter(({ stage }) => stages.has(stage)) };
}

/**
 * Exposes the page's actions as `window.directionLab`.
 * @param plotRuns draws charts, which is not for this layer
 */
export function offerScripting(plotRuns: PlotRuns): void {
  window.directionLab = {
    drawBuiltIn,
    chooseStack,
    prepare,
    train: startRun,
    stop: stopRun,
    openCheckpoint: offerRun,
    changes: () => changesSinceCheckpoint(useRecipeStore.getState().recipe),
    resume: (options) => resumeOffered({ ...options, recipe: useRecipeStore.getState().recipe }),
    offered: useOfferedRun.getState,
    saveCheckpoint,
    dataset: useDatasetStore.getState,
    assigned: () => assignedImages(useDatasetStore.getState().records, useSetsStore.getState().assigned),
    run: useRunStore.getState,
    networksInUse,
    runs: useRunsStore.getState,
    verifyRuns,
    curvesOfRun,
    chooseEngine,
    device: useDeviceStore.getState,
    memory: askForMemory,
    estimate: useTrainEstimate.getState,
    keptRun,
    curvesCsv: () => curvesCsv(runLog.rows()),
    exportWeights,
    exportPackage,
    importWeights,
    loadStart,
    async findCells(cells) {
      chooseCells(cells);
      await findCells();
    },
    exportMasks,
    evaluateAll,
    cells: useCellsStore.getState,
    verdict: useVerdict.getState,
    instanceSettings: useInstanceSettings.getState,
    kept: useKeptStore.getState,
    archive: useArchiveStore.getState,
    shownFields,
    shownCells,
    plotRuns,
  };
}
