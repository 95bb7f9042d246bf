import { create } from "zustand";
import { onlyTransform } from "../core/augment/only-transform.ts";
import { TRANSFORMS } from "../core/augment/transforms.ts";
import type { ImageRecord } from "../core/dataset/image-record.ts";
import { sentenceOf } from "../core/errors.ts";
import { gateOf } from "../core/recipe/gate-of.ts";
import { sameImageValues } from "../core/recipe/image-values.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import type { SampleView } from "../workers/sample.protocol.ts";
import type { ImageNetwork, Prediction } from "../workers/train.protocol.ts";
import { useAugmentationView } from "./augmentation-view.ts";
import { selectedRecord, useDatasetStore } from "./dataset.ts";
import { useRecipeStore } from "./recipe.ts";
import { isActive, useRunStore } from "./run.ts";
import { type ShownFields, showFields } from "./shown-fields.ts";
import { useViewStore } from "./view.ts";
import { sampleWorkers, trainWorker } from "./workers.ts";

/** Whether the planes of the chosen image are being prepared, and the last error. */
export const useFieldViewStore = create<{ readonly preparing: boolean; readonly error: string | null }>(
  () => ({
    preparing: false,
    error: null,
  }),
);

let latest = 0;

/** The sample in preparation, and the prediction in progress; a newer one waits for them. */
let preparing: Promise<unknown> = Promise.resolve();
let predicting: Promise<unknown> = Promise.resolve();

/** Resolves when `work` has ended in any way. */
const ended = (work: Promise<unknown>) =>
  work.then(
    () => {},
    () => {},
  );

/** The chosen view of an image. */
function viewNow(): SampleView {
  const { source, roll } = useViewStore.getState();
  if (source === "whole") return { kind: "whole" };
  if (source !== "rotation") return { kind: "roll", roll };
  return { kind: "rotation", roll, degrees: useAugmentationView.getState().degrees };
}

/** The recipe of the shown sample: the chosen one, reduced to one transform if only this one is shown. */
function recipeNow(): Recipe {
  const { recipe } = useRecipeStore.getState();
  const { only } = useAugmentationView.getState();
  return only ? { ...recipe, augmentation: onlyTransform(recipe.augmentation, only) } : recipe;
}

function titleOf(name: string, view: SampleView): string {
  if (view.kind === "whole") return `${name}, whole image`;
  if (view.kind === "rotation") return `${name}, crop ${view.roll} rotated by ${view.degrees}°`;
  const { only } = useAugmentationView.getState();
  const title = `${name}, augmentation ${view.roll}`;
  return only ? `${title}, only ${TRANSFORMS[only].title}` : title;
}

/**
 * Predictions for an image without labels: only those that need neither a ground-truth mask nor ground-truth
 * vectors. The shared network, alone in predicting a confidence, needs none.
 */
function withoutTruth(prediction: Prediction): Prediction {
  if (prediction.confidence) return { ...prediction, angleError: null };
  const { mask, unitVectors } = prediction;
  return { ...prediction, unitVectors: mask && unitVectors, angleError: null, level: null };
}

/**
 * The same view of an image as the input of each network in training; `shown` if the recipe specifies the
 * same input.
 */
async function imagesFor(shown: Float32Array, imageId: string, recipe: Recipe, view: SampleView) {
  const { seen } = useRunStore.getState();
  const of = async (stage: ImageNetwork) => {
    const values = seen[stage];
    if (!values || sameImageValues(values, recipe)) return shown;
    const { sample } = await sampleWorkers().show({ imageId, recipe: { ...recipe, ...values }, view });
    return sample.image;
  };
  return { semantic: await of("semantic"), direction: await of("direction"), shared: await of("shared") };
}

/** The planes of an image in a view. */
async function prepare(
  { id: imageId, name, labelled, pixelSize: size }: ImageRecord,
  recipe: Recipe,
  view: SampleView,
): Promise<ShownFields> {
  const made = await sampleWorkers().show({ imageId, recipe, view });
  const { normalisation } = recipe;
  const title = titleOf(name, view);
  const pixelSize = (view.kind === "whole" && size) || null;
  return { ...made, view, imageId, title, labelled, pixelSize, normalisation, prediction: null };
}

/** An augmented crop of the chosen image, whatever the panels show; null without an image. */
export async function prepareCrop(): Promise<ShownFields | null> {
  const record = selectedRecord();
  const { roll } = useViewStore.getState();
  return record ? prepare(record, recipeNow(), { kind: "roll", roll }) : null;
}

/** Prepares the planes of the chosen image and shows them in the panels, unless a newer request has come. */
async function refresh(): Promise<void> {
  const ticket = ++latest;
  // One at a time: of the requests during a preparation only the newest is prepared next.
  await ended(preparing);
  if (ticket !== latest) return;
  const record = selectedRecord();
  if (!record) {
    showFields(null);
    useFieldViewStore.setState({ preparing: false });
    return;
  }
  const view = viewNow();
  const recipe = recipeNow();
  useFieldViewStore.setState({ preparing: true, error: null });
  try {
    const showing = prepare(record, recipe, view);
    preparing = showing;
    const shown = await showing;
    if (ticket !== latest) return;
    showFields(shown);
    if (useRunStore.getState().trained.length > 0) {
      await ended(predicting);
      if (ticket !== latest) return;
      const { rows, columns, image, mask, unitVectors, valid } = shown.sample;
      const images = await imagesFor(image, record.id, recipe, view);
      const gate = gateOf(record, recipe.gate);
      const { pipeline } = recipe;
      const sample = { rows, columns, images, mask, unitVectors, valid, gate, pipeline };
      const answer = trainWorker().call("predict", sample);
      predicting = answer;
      const predicted = await answer;
      const prediction = record.labelled ? predicted : withoutTruth(predicted);
      if (ticket === latest) showFields({ ...shown, prediction });
    }
  } catch (error) {
    if (ticket === latest) useFieldViewStore.setState({ error: sentenceOf(error) });
  } finally {
    if (ticket === latest) useFieldViewStore.setState({ preparing: false });
  }
}

/** Whether the panels show the samples of a run. */
function panelsBelongToRun(): boolean {
  return useViewStore.getState().source === "training" && isActive(useRunStore.getState().phase);
}

function refreshUnlessRunning(): void {
  if (!panelsBelongToRun()) {
    void refresh();
    return;
  }
  // Invalidates planes that are being prepared.
  latest += 1;
  useFieldViewStore.setState({ preparing: false });
}

/** Updates the panels when the chosen image, the recipe, the source or the trained networks change. */
export function watchFieldView(): () => void {
  const unsubscribe = [
    useDatasetStore.subscribe((now, before) => {
      if (now.selectedImageId !== before.selectedImageId) refreshUnlessRunning();
    }),
    useRecipeStore.subscribe((now, before) => {
      if (now.recipe !== before.recipe) refreshUnlessRunning();
    }),
    useAugmentationView.subscribe(refreshUnlessRunning),
    useViewStore.subscribe((now, before) => {
      if (now.source !== before.source || now.roll !== before.roll) refreshUnlessRunning();
    }),
    useRunStore.subscribe((now, before) => {
      if (now.trained !== before.trained && !isActive(now.phase)) refreshUnlessRunning();
      if (isActive(before.phase) && !isActive(now.phase) && useViewStore.getState().source !== "training") {
        void refresh();
      }
    }),
  ];
  return () => {
    for (const stop of unsubscribe) stop();
  };
}
