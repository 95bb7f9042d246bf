import type { ImageRecord } from "../core/dataset/image-record.ts";
import type { ImageSplit } from "../core/dataset/sampling/split.ts";
import { LabError } from "../core/errors.ts";
import { useDatasetStore } from "./dataset.ts";
import { splitNow } from "./image-sets.ts";
import { type Scope, useInstanceSettings } from "./instance-settings.ts";

/** The images of a scope, in their order among all. */
export function scopedRecords(
  scope: Scope,
  records: readonly ImageRecord[],
  { training, validation, prediction }: ImageSplit<ImageRecord>,
): readonly ImageRecord[] {
  if (scope === "validation") return validation;
  const wanted = new Set(scope === "prediction" ? prediction : [...training, ...validation, ...prediction]);
  return records.filter((record) => wanted.has(record));
}

/** The images currently in a scope. */
export function recordsInScope(scope: Scope): readonly ImageRecord[] {
  return scopedRecords(scope, useDatasetStore.getState().records, splitNow());
}

/** The images that networks are trained on. */
export function trainingRecords(): readonly ImageRecord[] {
  return splitNow().training;
}

/** What to do if a scope contains no image. */
export const NOTHING_IN_SCOPE: Readonly<Record<Scope, string>> = {
  validation:
    "There is no validation image. Two images with masks are needed, of which one is for validation. Choose all images.",
  prediction:
    "No image is for prediction. Add images without masks, assign some to prediction, or choose other images.",
  all: "There is no image. Drop some, use the built-in sample, or include excluded ones.",
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
