import { create } from "zustand";
import type { Augmentation } from "../core/augment/augmentation.ts";
import type { TransformName } from "../core/augment/transforms.ts";
import { chooseAugmentation, editAugmentation } from "./recipe.ts";
import { showMain, showSource } from "./view.ts";

interface AugmentationView {
  /** The only transform that is shown, always applied; null shows the augmentation of the recipe. */
  readonly only: TransformName | null;
  /** Angle in degrees, 0..360, by which the crop of the view "rotation" is rotated. */
  readonly degrees: number;
}

/** What the panels show of the augmentation; none of it affects a run. */
export const useAugmentationView = create<AugmentationView>(() => ({ only: null, degrees: 0 }));

const { setState } = useAugmentationView;

/** Shows the augmented crop in the panels, reduced to one transform if one is given. */
export function showAugmented(only: TransformName | null = null): void {
  setState({ only });
  showMain("fields");
  showSource("roll");
}

/** Shows a crop of the chosen image rotated by this angle, with stale and recomputed vectors. */
export function showRotated(degrees: number): void {
  setState({ degrees, only: null });
  showMain("fields");
  showSource("rotation");
}

/** Changes some transforms of the recipe and shows the effect; of `shown` alone while only that one is shown. */
export function changeAugmentation(patch: Partial<Augmentation>, shown: TransformName | null = null): void {
  editAugmentation(patch);
  showAugmented(useAugmentationView.getState().only === shown ? shown : null);
}

/** Applies a named augmentation and shows the effect. */
export function showAugmentationPreset(name: Parameters<typeof chooseAugmentation>[0]): void {
  chooseAugmentation(name);
  showAugmented();
}
