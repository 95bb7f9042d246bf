import { create } from "zustand";
import { splitImages } from "../core/dataset/sampling/split.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import type { StageMemory } from "../workers/train.protocol.ts";
import { useDatasetStore } from "./dataset.ts";
import { useDeviceStore } from "./device.ts";
import { usedRecords, useExclusionStore } from "./exclusion.ts";
import { useRecipeStore } from "./recipe.ts";
import { storedTunings } from "./stored-tunings.ts";
import { useTuningStore } from "./tuning.ts";
import { trainWorker } from "./workers.ts";

interface MemoryState {
  /** Null while it is not known, and where tfjs runs the networks. */
  readonly stages: readonly StageMemory[] | null;
}

/** Memory that the recipe will take on the GPU. */
export const useMemoryStore = create<MemoryState>(() => ({ stages: null }));

/** A person who types changes the recipe with every key. */
const QUIET_MILLISECONDS = 250;

/** What of a recipe its memory depends on. */
function relevant({
  crop,
  batch,
  validationCrop,
  validationFraction,
  seed,
  networks,
  stages,
}: Recipe): string {
  const optimisers = Object.values(stages).map(({ optimiser }) => optimiser.kind);
  return JSON.stringify([crop, batch, validationCrop, validationFraction, seed, networks, optimisers]);
}

async function plan(): Promise<void> {
  const { recipe } = useRecipeStore.getState();
  const { validation } = splitImages(usedRecords(), { share: recipe.validationFraction, seed: recipe.seed });
  const sizes = validation.map(({ rows, columns }) => ({ rows, columns }));
  const stages = await trainWorker().call("planMemory", {
    recipe,
    validation: sizes,
    tunings: storedTunings(),
  });
  // An answer to an older question is followed by that to the newest.
  useMemoryStore.setState({ stages });
}

/** Plans the memory anew whenever recipe, images or engine have changed. */
export function watchMemory(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(timer);
    // Without an estimate nothing is shown; what is wrong with the device is told elsewhere.
    timer = setTimeout(
      () => plan().catch(() => useMemoryStore.setState({ stages: null })),
      QUIET_MILLISECONDS,
    );
  };
  useRecipeStore.subscribe(({ recipe }, before) => {
    if (relevant(recipe) !== relevant(before.recipe)) soon();
  });
  useDatasetStore.subscribe(({ records }, before) => {
    if (records !== before.records) soon();
  });
  useExclusionStore.subscribe(soon);
  useDeviceStore.subscribe(({ report }, before) => {
    if (report !== before.report) soon();
  });
  useTuningStore.subscribe(({ kept, results }, before) => {
    if (kept !== before.kept || results !== before.results) soon();
  });
}
