import { create } from "zustand";
import type { Recipe } from "../core/recipe/recipe.ts";
import type { StageMemory } from "../workers/train.protocol.ts";
import { useDatasetStore } from "./dataset.ts";
import { useDeviceStore } from "./device.ts";
import { splitNow, useSetsStore } from "./image-sets.ts";
import { useRecipeStore } from "./recipe.ts";
import { storedTunings } from "./stored-tunings.ts";
import { useTuningStore } from "./tuning.ts";
import { trainWorker } from "./workers.ts";

interface MemoryState {
  /** Null if not yet known, or if tfjs runs the networks. */
  readonly stages: readonly StageMemory[] | null;
}

/** Memory that the recipe needs on the GPU. */
export const useMemoryStore = create<MemoryState>(() => ({ stages: null }));

/** Typing changes the recipe with every key. */
const QUIET_MILLISECONDS = 250;

/** The part of a recipe that determines its memory. */
function relevant({
  crop,
  batch,
  cropsPerImage,
  validation,
  validationFraction,
  seed,
  networks,
  stages,
}: Recipe): string {
  const optimisers = Object.values(stages).map(({ optimiser }) => optimiser.kind);
  return JSON.stringify([
    crop,
    batch,
    cropsPerImage,
    validation,
    validationFraction,
    seed,
    networks,
    optimisers,
  ]);
}

async function plan(): Promise<void> {
  const { recipe } = useRecipeStore.getState();
  const { validation } = splitNow();
  const sizes = validation.map(({ rows, columns }) => ({ rows, columns }));
  const stages = await trainWorker().call("planMemory", {
    recipe,
    validation: sizes,
    tunings: storedTunings(),
  });
  // An answer to an outdated request is followed by the current one.
  useMemoryStore.setState({ stages });
}

let timer: ReturnType<typeof setTimeout> | undefined;
/** Parts of the page that show the memory now. Planning takes as long as drawing the page: only for those. */
let viewers = 0;
let isOutdated = true;

function planAfter(milliseconds: number): void {
  isOutdated = false;
  clearTimeout(timer);
  // Without an estimate nothing is shown; problems of the device are reported elsewhere.
  timer = setTimeout(() => plan().catch(() => useMemoryStore.setState({ stages: null })), milliseconds);
}

/** Keeps the memory planned until the returned function is called. */
export function showMemory(): () => void {
  viewers++;
  if (isOutdated) planAfter(0);
  return () => {
    viewers--;
  };
}

/** The memory as last planned; a newer plan begins if something has changed since. */
export function askForMemory(): MemoryState {
  if (isOutdated) planAfter(0);
  return useMemoryStore.getState();
}

function changed(): void {
  isOutdated = true;
  if (viewers > 0) planAfter(QUIET_MILLISECONDS);
}

/** Notices every change of recipe, images or engine that changes the memory. */
export function watchMemory(): void {
  useRecipeStore.subscribe(({ recipe }, before) => {
    if (relevant(recipe) !== relevant(before.recipe)) changed();
  });
  useDatasetStore.subscribe(({ records }, before) => {
    if (records !== before.records) changed();
  });
  useSetsStore.subscribe(({ assigned }, before) => {
    if (assigned !== before.assigned) changed();
  });
  useDeviceStore.subscribe(({ report }, before) => {
    if (report !== before.report) changed();
  });
  useTuningStore.subscribe(({ kept, results }, before) => {
    if (kept !== before.kept || results !== before.results) changed();
  });
}
