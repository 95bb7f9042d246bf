import { useSyncExternalStore } from "react";
import { useDatasetStore } from "../../state/dataset.ts";
import { useSetsStore } from "../../state/image-sets.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { useRunStore } from "../../state/run.ts";
import { whyNotStart } from "../../state/run-readiness.ts";
import { subscribeToAll } from "../../state/subscribe-to-all.ts";

const subscribe = subscribeToAll([useRunStore, useDatasetStore, useRecipeStore, useSetsStore]);

/** Why a run cannot be started, kept up to date; null if it can. */
export function useTrainProblem(): string | null {
  return useSyncExternalStore(subscribe, whyNotStart);
}
