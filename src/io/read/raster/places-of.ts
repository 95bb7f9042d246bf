import type { PlanePlace } from "./plane-choice.ts";

/** Number of combinations of slice and time point in a stack; channels are not counted. */
export function placesOf(planes: readonly PlanePlace[]): number {
  return new Set(planes.map(({ slice, time }) => `${slice} ${time}`)).size;
}
