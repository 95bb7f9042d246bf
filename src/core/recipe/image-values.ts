import type { ImageValues, Normalisation, Stage } from "./recipe.ts";

/** Channel and normalisation in training, for each stage with weights. */
export type SeenImages = Readonly<Partial<Record<Stage, ImageValues>>>;

/** Channel and normalisation of a recipe. */
export function imageValuesOf({ channel, normalisation }: ImageValues): ImageValues {
  return { channel, normalisation };
}

function sameNormalisation(a: Normalisation, b: Normalisation): boolean {
  if (a.kind !== "percentile" || b.kind !== "percentile") return a.kind === b.kind;
  return a.low === b.low && a.high === b.high;
}

/** True if two recipes convert every image to the same plane. */
export function sameImageValues(a: ImageValues, b: ImageValues): boolean {
  return a.channel === b.channel && sameNormalisation(a.normalisation, b.normalisation);
}
