import type { Recipe } from "../core/recipe/recipe.ts";
import { checkpointChanges } from "./checkpoint-changes.ts";
import { whenImagesOpened } from "./dataset.ts";
import { isLastRun } from "./network-history.ts";
import { offerStoredRun, useOfferedRun } from "./offered-run.ts";
import { continueRun } from "./run-controls.ts";
import { runImages } from "./run-images.ts";
import { useRunsStore } from "./runs.ts";
import { withSynthetic } from "./with-synthetic.ts";

const { getState, setState } = useOfferedRun;

/** What differs in a recipe and in the images from those of the offered run, as sentences. */
export function changesSinceCheckpoint(recipe: Recipe): readonly string[] {
  const { offered } = getState();
  if (!offered) return [];
  return checkpointChanges(offered.summary, { recipe: withSynthetic(recipe), images: runImages(recipe) });
}

/** How the offered run is resumed. */
export interface ResumeOptions {
  /** The recipe to go on with; by default that of the run. */
  readonly recipe?: Recipe;
  /** Resume although images or settings have changed. */
  readonly anyway?: boolean;
  /** Whether somebody is watching the page; by default true. */
  readonly isShown?: boolean;
  /** Steps over all stages after which it stops by itself; null for never. */
  readonly stopAfter?: number | null;
}

/**
 * Resumes the offered run. If images or settings have changed since its checkpoint, the changes are shown
 * instead, unless it is to be resumed anyway.
 */
export async function resumeOffered({
  recipe,
  anyway = false,
  ...options
}: ResumeOptions = {}): Promise<void> {
  await whenImagesOpened();
  const { offered } = getState();
  if (!offered) return;
  const { checkpoint, summary } = offered;
  const present = recipe ?? summary.recipe;
  const changes = anyway ? [] : changesSinceCheckpoint(present);
  setState({ changes });
  if (changes.length > 0) return;
  const resumed = { ...checkpoint, replacesOwn: isLastRun(summary.run.startedAt) };
  await continueRun(resumed, { ...summary, recipe: present }, options);
}

const NO_CHECKPOINT =
  "The checkpoint of this run is no longer stored: it may have been deleted to make room for others, or by another tab. Use its networks, or train again with its settings.";

/** Resumes a run from its checkpoint; if something has changed since, the page asks first. */
export async function resumeStored(id: string): Promise<void> {
  useRunsStore.setState({ failure: null });
  // Another run may have been offered before.
  if (await offerStoredRun(id)) await resumeOffered();
  else useRunsStore.setState({ failure: NO_CHECKPOINT });
}
