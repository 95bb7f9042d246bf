import { create } from "zustand";
import type { TargetSample } from "../core/dataset/sampling/batch.ts";
import { stageImages } from "../core/dataset/sampling/stage-images.ts";
import { sentenceOf } from "../core/errors.ts";
import { PIPELINES } from "../core/recipe/pipelines.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import { CancelledError } from "../workers/rpc.ts";
import { useRecipeStore } from "./recipe.ts";
import { useRunStore } from "./run.ts";
import { runImages } from "./run-images.ts";
import { withSynthetic } from "./with-synthetic.ts";
import { sampleWorkers } from "./workers.ts";

/** Crops of one sheet. */
export const SHEET_CROPS = 16;

interface ContactSheet {
  readonly open: boolean;
  /** The stage whose crops are shown: the first one that is chosen for training. */
  readonly stage: Stage;
  /** Slot of the first crop in the training, from 0. */
  readonly from: number;
  /** Null until the crops are drawn. */
  readonly crops: readonly TargetSample[] | null;
  readonly error: string | null;
}

/** Crops of the next run, as its network will get them. */
export const useContactSheet = create<ContactSheet>(() => ({
  open: false,
  stage: "direction",
  from: 0,
  crops: null,
  error: null,
}));

const { getState, setState } = useContactSheet;

const NOTHING_TO_DRAW =
  "No crop can be drawn: no image to train on has cells. Add images with masks, or include some in the table under Pairing.";

let drawing = new AbortController();

async function draw(from: number): Promise<void> {
  drawing.abort();
  drawing = new AbortController();
  const { signal } = drawing;
  const recipe = withSynthetic(useRecipeStore.getState().recipe);
  const stage = useRunStore.getState().chosenStages[0] ?? PIPELINES[recipe.pipeline].stages[0];
  setState({ open: true, stage, from, error: null });
  const images = runImages().training;
  if (stageImages(stage, recipe, images).length === 0) {
    setState({ crops: null, error: NOTHING_TO_DRAW });
    return;
  }
  try {
    const range = { recipe, images, stage, from, count: SHEET_CROPS };
    const crops = await sampleWorkers().trainingSamples(range, signal);
    if (!signal.aborted) setState({ crops });
  } catch (error) {
    if (!signal.aborted && !(error instanceof CancelledError)) setState({ error: sentenceOf(error) });
  }
}

/** Opens the sheet with the first crops of the training. */
export function openContactSheet(): void {
  setState({ crops: null });
  void draw(0);
}

/** Shows the crops that follow in the training. */
export function showNextCrops(): void {
  void draw(getState().from + SHEET_CROPS);
}

/** Closes the sheet; crops that are being drawn are given up. */
export function closeContactSheet(): void {
  drawing.abort();
  setState({ open: false, crops: null });
}
