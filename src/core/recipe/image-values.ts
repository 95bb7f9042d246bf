import type { ImageValues, Normalisation, Stage } from "./recipe.ts";

/** Stages that have weights, and what they saw of an image in their training. */
export type SeenImages = Readonly<Partial<Record<Stage, ImageValues>>>;

/** The part of a recipe that says what the networks see of an image. */
export function imageValuesOf({ channel, normalisation }: ImageValues): ImageValues {
  return { channel, normalisation };
}

function sameNormalisation(a: Normalisation, b: Normalisation): boolean {
  if (a.kind !== "percentile" || b.kind !== "percentile") return a.kind === b.kind;
  return a.low === b.low && a.high === b.high;
}

/** Whether two recipes make the same plane of every image. */
export function sameImageValues(a: ImageValues, b: ImageValues): boolean {
  return a.channel === b.channel && sameNormalisation(a.normalisation, b.normalisation);
}
