import { create } from "zustand";
import { sentenceOf } from "../core/errors.ts";
import { recipeDifferences, settingText } from "../core/recipe/recipe-differences.ts";
import { dataChanges } from "../core/runs/data-changes.ts";
import type { CheckpointSummary, NamedCheckpoint } from "../workers/checkpoint.protocol.ts";
import { whenImagesOpened } from "./dataset.ts";
import { isLastRun } from "./network-history.ts";
import { useRecipeStore } from "./recipe.ts";
import { continueRun } from "./run-controls.ts";
import { runImages } from "./run-images.ts";
import { trainWorker } from "./workers.ts";

/** A run that can be resumed. */
interface ResumableRun {
  readonly checkpoint: NamedCheckpoint;
  readonly summary: CheckpointSummary;
}

interface ResumeState {
  readonly offered: ResumableRun | null;
  /** What has changed since the checkpoint, as sentences, if the user is to decide about it. */
  readonly changes: readonly string[];
  /** Why the last checkpoint could not be opened. */
  readonly error: string | null;
}

/** The run that the page offers to resume. */
export const useResumeStore = create<ResumeState>(() => ({ offered: null, changes: [], error: null }));

const { getState, setState } = useResumeStore;

/** Offers to resume a run from an untrusted file. Returns its summary; null, with the reason in the store, if it is refused. */
export async function offerResume(checkpoint: NamedCheckpoint): Promise<CheckpointSummary | null> {
  try {
    const summary = await trainWorker().call("openCheckpoint", checkpoint);
    setState({ offered: { checkpoint, summary }, changes: [], error: null });
    return summary;
  } catch (error) {
    setState({ offered: null, changes: [], error: sentenceOf(error) });
    return null;
  }
}

/** Withdraws the offer. */
export function dismissResume(): void {
  setState({ offered: null, changes: [], error: null });
}

/** What has changed in the images and the recipe since the checkpoint of the offered run, as sentences. */
export function changesSinceCheckpoint(): readonly string[] {
  const { offered } = getState();
  if (!offered) return [];
  const { recipe, images } = offered.summary;
  const settings = recipeDifferences(recipe, useRecipeStore.getState().recipe).map(
    ({ label, base, value }) => `${label} was ${settingText(base)} and is ${settingText(value)} now.`,
  );
  return [...settings, ...dataChanges(images, runImages())];
}

/** How the offered run is resumed. */
export interface ResumeOptions {
  readonly isShown?: boolean;
  /** Resume although images or settings have changed. */
  readonly anyway?: boolean;
  /** Steps over all stages after which it stops by itself; null for never. */
  readonly stopAfter?: number | null;
}

/**
 * Resumes the offered run with the current recipe. If that or the images have changed since the checkpoint, the
 * changes are shown instead, unless it is to be resumed anyway.
 */
export async function resumeOffered({ anyway = false, ...options }: ResumeOptions = {}): Promise<void> {
  await whenImagesOpened();
  const { offered } = getState();
  if (!offered) return;
  const changes = anyway ? [] : changesSinceCheckpoint();
  setState({ changes });
  if (changes.length > 0) return;
  const { checkpoint, summary } = offered;
  dismissResume();
  const resumed = { ...checkpoint, replacesOwn: isLastRun(summary.run.startedAt) };
  await continueRun(resumed, summary, options);
}

/** Resumes the offered run with its own recipe, which replaces the current one. */
export async function resumeWithOwnRecipe(options: ResumeOptions = {}): Promise<void> {
  const { offered } = getState();
  if (offered) useRecipeStore.setState({ recipe: offered.summary.recipe, error: null });
  await resumeOffered(options);
}
