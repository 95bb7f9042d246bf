import { assignedImages } from "../core/dataset/sampling/assigned-images.ts";
import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import { type RunImages, summariseImages } from "../core/runs/run-images.ts";
import { freeRunName, newRunName } from "../core/runs/run-name.ts";
import type { RunIdentity } from "../workers/checkpoint.protocol.ts";
import type { KeptRun } from "../workers/run.protocol.ts";
import { useDatasetStore } from "./dataset.ts";
import { useSetsStore } from "./image-sets.ts";
import { runsLimit, useRunsStore } from "./runs.ts";

/** The first number that no run has: a run keeps its colour when others are deleted. */
function freeColour(taken: ReadonlySet<number>): number {
  let colour = 0;
  while (taken.has(colour)) colour += 1;
  return colour;
}

/** A run that begins or is resumed. */
interface BegunRun {
  readonly run: RunIdentity;
  /** Name of a new run, which is numbered if another run has it; null for two words. */
  readonly name: string | null;
  readonly recipe: Recipe;
  readonly stages: readonly Stage[];
  readonly images: RunImages;
}

/** How a run is kept in the store; null if the browser gives the page no storage. */
export async function keptRun({ run, name, recipe, stages, images }: BegunRun): Promise<KeptRun | null> {
  const { place, runs, quota } = useRunsStore.getState();
  if (place !== "stored") return null;
  const records = runs.flatMap(({ record }) => record ?? []);
  const taken = new Set(records.map((record) => record.name));
  const record = {
    id: run.id,
    name: name === null ? newRunName(Math.random(), taken) : freeRunName(name, taken),
    note: "",
    pinned: false,
    colour: freeColour(new Set(records.map(({ colour }) => colour))),
    startedAt: run.startedAt,
    endedAt: null,
    trainingMilliseconds: 0,
    status: { kind: "running" },
    recipe,
    stages,
    stageRecords: [],
    data: await summariseImages(images),
    weights: [],
  } as const;
  const assigned = assignedImages(useDatasetStore.getState().records, useSetsStore.getState().assigned);
  return { record, images: { ...images, assigned }, limit: runsLimit(quota) };
}
