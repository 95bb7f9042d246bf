import type { ImageRecord } from "../core/dataset/image-record.ts";
import { splitImages } from "../core/dataset/sampling/split.ts";
import { LabError } from "../core/errors.ts";
import { usedRecords } from "./exclusion.ts";
import { type Scope, useInstanceSettings } from "./instance-settings.ts";
import { useRecipeStore } from "./recipe.ts";

/** The images currently in a scope. */
export function recordsInScope(scope: Scope): readonly ImageRecord[] {
  const used = usedRecords();
  if (scope === "all") return used;
  if (scope === "unlabelled") return used.filter(({ labelled }) => !labelled);
  const { recipe } = useRecipeStore.getState();
  return splitImages(used, { fraction: recipe.validationFraction, seed: recipe.seed }).validation;
}

/** What to do if a scope contains no image. */
export const NOTHING_IN_SCOPE: Readonly<Record<Scope, string>> = {
  validation: "There is no validation image: at least two labelled images are needed. Choose all images.",
  unlabelled: "Every image has labels. Add images without masks, or choose other images.",
  all: "There is no image. Drop some, or use the built-in sample.",
};

/** The images of a scope. Throws a LabError with advice if there are none. */
export function someRecords(scope: Scope): readonly ImageRecord[] {
  const records = recordsInScope(scope);
  if (records.length === 0) throw new LabError(NOTHING_IN_SCOPE[scope]);
  return records;
}

/**
 * Chooses all images if the scope is empty: a user with imported weights and new images has no validation
 * images.
 */
export function chooseScopeWithImages(): void {
  const { scope } = useInstanceSettings.getState();
  if (recordsInScope(scope).length === 0) useInstanceSettings.setState({ scope: "all" });
}
