/** Largest number of planes in a stack, whether they have directories of their own or not. */
export const MAX_PLANES = 100_000;

/** The slice and time point to read from stacks, counted from 0; an absent one is chosen per stack. */
export interface StackChoice {
  readonly slice?: number;
  readonly time?: number;
}
