import { sameImageValues } from "../core/recipe/image-values.ts";
import { networksOf, type Recipe } from "../core/recipe/recipe.ts";
import { stageTitle } from "../core/recipe/stages.ts";
import { NOTHING_LABELLED, useDatasetStore } from "./dataset.ts";
import { splitNow } from "./image-sets.ts";
import { whyQueue } from "./queue.ts";
import { useRecipeStore } from "./recipe.ts";
import { isActive, useRunStore } from "./run.ts";

const { getState } = useRunStore;

/** Why something waits for the end of a run; null if none is in progress. */
export function whyRunning(): string | null {
  return isActive(getState().phase) ? "A run is in progress." : null;
}

/** Why a run cannot be changed at this moment; null if it can or if there is none. */
export function whyChanging(): string | null {
  const { phase } = getState();
  if (phase === "starting") return "The run is starting.";
  return phase === "stopping" ? "The run is stopping." : null;
}

/** Why networks cannot be used; null if some are trained. */
export function whyNoNetworks(): string | null {
  return getState().trained.length > 0 ? null : "Train networks or import weights first.";
}

/** Why there is no run to stop; null if there is. */
export function whyNotStop(): string | null {
  return whyChanging() ?? (isActive(getState().phase) ? null : "No run is in progress.");
}

/** Why there is no run to pause; null if there is. */
export function whyNotPause(): string | null {
  return getState().phase === "paused" ? "The run is paused." : whyNotStop();
}

/** Why no step can be taken, neither of the run in progress nor of a new one; null if one can. */
export function whyNotStep(): string | null {
  const { phase } = getState();
  return phase === "running" || phase === "paused" ? null : (whyChanging() ?? whyNotStart());
}

/** Why a run cannot be started, once the images of earlier visits are loaded; null if it can. */
export function whyNotStart(): string | null {
  return whyQueue() ?? whyNotResume() ?? whyNoStages();
}

/**
 * Why nothing can be trained with the images that are loaded, whatever the stages: also for a run whose networks are in
 * its checkpoint, and for a range test; null if something can.
 * @param recipe by default the present one; it decides about the sets of images
 */
export function whyNotResume(recipe?: Recipe): string | null {
  const running = whyRunning();
  if (running) return running;
  const { importing, records } = useDatasetStore.getState();
  if (importing) return "Images are still being read.";
  if (records.length === 0) return "Add images with masks first: drop a folder or load a built-in sample.";
  if (!records.some(({ labelled }) => labelled)) return NOTHING_LABELLED;
  return whyNoTraining(recipe);
}

/** Why the chosen sets leave nothing to train on; null if there is something. */
function whyNoTraining(recipe?: Recipe): string | null {
  const { training } = splitNow(recipe);
  if (training.length === 0)
    return "No image is left to train on: all images with masks are excluded or assigned to validation or prediction. Assign some to training in the table under Pairing.";
  if (training.some(({ cells }) => cells > 0)) return null;
  const some = useDatasetStore.getState().records.some(({ cells }) => cells > 0);
  return some
    ? "The labels contain no cell in any training image, so there is nothing to learn from. Assign images with cells to training in the table under Pairing."
    : "The labels contain no cell in any image, so there is nothing to learn from. Add images with cells.";
}

/** Why the chosen stages cannot be trained; null if they can. */
function whyNoStages(): string | null {
  if (getState().chosenStages.length === 0) return "Choose at least one stage to train.";
  return whyNotJoint() ?? whyNoGate();
}

/** Why the joint stage, if chosen, has no networks to start from; null if it has. */
function whyNotJoint(): string | null {
  const { chosenStages, trained } = getState();
  if (!chosenStages.includes("joint")) return null;
  const missing = networksOf("joint").filter(
    (name) => !chosenStages.includes(name) && !trained.includes(name),
  );
  if (missing.length === 0) return null;
  const names = missing.map((name) => stageTitle(name)).join(" and ");
  return `${stageTitle("joint")} starts from trained networks: choose ${names} too, or train it first.`;
}

/** Why the predicted mask, if chosen, cannot gate the Direction Net; null if it can. */
function whyNoGate(): string | null {
  const { chosenStages, seen } = getState();
  const { recipe } = useRecipeStore.getState();
  const gates = chosenStages.some((stage) => networksOf(stage).includes("direction"));
  if (recipe.gate === "true" || !gates || chosenStages.includes("semantic")) return null;
  if (!seen.semantic) {
    return `The predicted mask gates the Direction Net: train ${stageTitle("semantic")} first, or choose the true mask.`;
  }
  if (sameImageValues(seen.semantic, recipe)) return null;
  return `The predicted mask gates the Direction Net, but ${stageTitle("semantic")} was trained on another channel or normalisation: train it again, choose those, or choose the true mask.`;
}
