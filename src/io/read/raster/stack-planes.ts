import type { PlanePlace } from "./plane-choice.ts";

/** How a description numbers the planes of a stack. */
export interface StackPlanes {
  readonly count: number;
  place(index: number): PlanePlace;
}
