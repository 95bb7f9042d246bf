import type { PlanePlace } from "./plane-choice.ts";

/** Numbering of the planes of a stack in a description. */
export interface StackPlanes {
  readonly count: number;
  place(index: number): PlanePlace;
}
