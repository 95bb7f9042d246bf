import { create } from "zustand";
import type { PixelSize } from "../core/dataset/pixel-size.ts";
import type { Normalisation } from "../core/recipe/recipe.ts";
import type { SampleView, SampleWithStale, ShownSample } from "../workers/sample.protocol.ts";
import type { Prediction } from "../workers/train.protocol.ts";

/** The planes that the panels draw. */
export interface ShownFields extends SampleWithStale, Partial<Pick<ShownSample, "frame">> {
  /** The view and its image; absent for a sample of a run. */
  readonly view?: SampleView;
  readonly imageId?: string;
  /** Description for the user. */
  readonly title: string;
  /** False if the image has no labels: its targets are those of an image that is all background. */
  readonly labelled: boolean;
  /** Size of a pixel; null if it is unknown, and for a crop, which may be scaled. */
  readonly pixelSize: PixelSize | null;
  /** Normalisation of the image. */
  readonly normalisation: Normalisation;
  readonly prediction: Prediction | null;
}

let shown: ShownFields | null = null;

/** Counter of changes of the shown planes; the planes themselves stay outside the store. */
export const useShownFieldsRevision = create<{ readonly revision: number }>(() => ({ revision: 0 }));

/** The planes to draw now; null if there is nothing to show. */
export function shownFields(): ShownFields | null {
  return shown;
}

/** Shows other planes in the panels. */
export function showFields(fields: ShownFields | null): void {
  shown = fields;
  useShownFieldsRevision.setState(({ revision }) => ({ revision: revision + 1 }));
}
