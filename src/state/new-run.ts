import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import { newRunId } from "../core/runs/run-id.ts";
import { runImagesOf, summariseImages } from "../core/runs/run-images.ts";
import { newRunName } from "../core/runs/run-name.ts";
import type { KeptRun } from "../workers/run.protocol.ts";
import { splitNow } from "./image-sets.ts";
import { runsLimit, useRunsStore } from "./runs.ts";

/** The first number that no run has: a run keeps its colour when others are deleted. */
function freeColour(taken: ReadonlySet<number>): number {
  let colour = 0;
  while (taken.has(colour)) colour += 1;
  return colour;
}

/** A new run of the current images, to be kept in the store; null if the browser gives the page no storage. */
export async function newRun(
  recipe: Recipe,
  stages: readonly Stage[],
  startedAt: number,
): Promise<KeptRun | null> {
  const { place, runs, quota } = useRunsStore.getState();
  if (place !== "stored") return null;
  const records = runs.flatMap(({ record }) => record ?? []);
  const { training, validation } = splitNow();
  const images = runImagesOf(training, validation);
  const record = {
    id: newRunId(startedAt, Math.random()),
    name: newRunName(Math.random(), new Set(records.map(({ name }) => name))),
    note: "",
    pinned: false,
    colour: freeColour(new Set(records.map(({ colour }) => colour))),
    startedAt,
    endedAt: null,
    trainingMilliseconds: 0,
    status: { kind: "running" },
    recipe,
    stages,
    stageRecords: [],
    data: await summariseImages(images),
    weights: [],
  } as const;
  return { record, images, limit: runsLimit(quota) };
}
