import type { RunRecord } from "./run-record.ts";

/**
 * Whether a run had other images than another one, or the same in other sets for another reason than their seeds:
 * another seed draws other validation images from the same ones.
 */
export function hasOtherData(base: RunRecord, record: RunRecord): boolean {
  const { images } = base.data;
  const isDrawnAnew = base.recipe.seed !== record.recipe.seed && images !== undefined;
  return isDrawnAnew && images === record.data.images
    ? false
    : base.data.fingerprint !== record.data.fingerprint;
}
