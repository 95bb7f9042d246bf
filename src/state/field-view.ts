import { create } from "zustand";
import { sentenceOf } from "../core/errors.ts";
import { gateOf } from "../core/recipe/gate-of.ts";
import { sameImageValues } from "../core/recipe/image-values.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import type { SampleView } from "../workers/sample.protocol.ts";
import type { ImageNetwork, Prediction } from "../workers/train.protocol.ts";
import { useDatasetStore } from "./dataset.ts";
import { useRecipeStore } from "./recipe.ts";
import { isActive, useRunStore } from "./run.ts";
import { showFields } from "./shown-fields.ts";
import { type FieldSource, useViewStore } from "./view.ts";
import { sampleWorkers, trainWorker } from "./workers.ts";

/** Whether the planes of the chosen image are being prepared, and the last error. */
export const useFieldViewStore = create<{ readonly preparing: boolean; readonly error: string | null }>(
  () => ({
    preparing: false,
    error: null,
  }),
);

let latest = 0;

function viewOf(source: FieldSource, roll: number): SampleView {
  return source === "whole" ? { kind: "whole" } : { kind: "roll", roll };
}

function titleOf(name: string, view: SampleView): string {
  return view.kind === "whole" ? `${name}, whole image` : `${name}, augmentation ${view.roll}`;
}

/**
 * Predictions for an image without labels: only those that need neither a ground-truth mask nor ground-truth
 * vectors.
 */
function withoutTruth({ gate, gateMask, mask, unitVectors }: Prediction): Prediction {
  const gated = mask !== null;
  return {
    gate,
    gateMask,
    mask,
    unitVectors: gated ? unitVectors : null,
    angleError: null,
    level: null,
  };
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
  return { semantic: await of("semantic"), direction: await of("direction") };
}

/** Prepares the planes of the chosen image and shows them in the panels, unless a newer request has come. */
async function refresh(): Promise<void> {
  const ticket = ++latest;
  const { source, roll } = useViewStore.getState();
  const { records, selectedImageId } = useDatasetStore.getState();
  const record = records.find(({ id }) => id === selectedImageId);
  if (!record) {
    showFields(null);
    return;
  }
  const view = viewOf(source, roll);
  const { recipe } = useRecipeStore.getState();
  useFieldViewStore.setState({ preparing: true, error: null });
  try {
    const made = await sampleWorkers().show({ imageId: record.id, recipe, view });
    if (ticket !== latest) return;
    const title = titleOf(record.name, view);
    const { labelled } = record;
    const { normalisation } = recipe;
    const pixelSize = (source === "whole" && record.pixelSize) || null;
    const fields = { ...made, title, labelled, pixelSize, normalisation };
    showFields({ ...fields, prediction: null });
    if (useRunStore.getState().trained.length > 0) {
      const { rows, columns, image, mask, unitVectors, valid } = made.sample;
      const images = await imagesFor(image, record.id, recipe, view);
      const gate = gateOf(record, recipe.gate);
      const sample = { rows, columns, images, mask, unitVectors, valid, gate };
      const predicted = await trainWorker().call("predict", sample);
      const prediction = labelled ? predicted : withoutTruth(predicted);
      if (ticket === latest) showFields({ ...fields, prediction });
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
