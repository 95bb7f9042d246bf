/**
 * Uses of an image: to train on, to validate on, to predict only, or none. An image without labels can only
 * be predicted or excluded.
 */
export const IMAGE_SETS = ["training", "validation", "prediction", "excluded"] as const;
export type ImageSet = (typeof IMAGE_SETS)[number];

/** Sets chosen by hand, by image id; all other images are assigned automatically. */
export type Assignments = ReadonlyMap<string, ImageSet>;

/** No image is assigned by hand. */
export const NO_ASSIGNMENTS: Assignments = new Map();

/** Whether an image can belong to a set: training and validation need labels. */
export function canJoin({ labelled }: { readonly labelled: boolean }, set: ImageSet): boolean {
  return labelled || set === "prediction" || set === "excluded";
}
