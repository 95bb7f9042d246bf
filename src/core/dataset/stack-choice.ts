/** Planes of a stack, whether they have directories of their own or not. */
export const MOST_PLANES = 100_000;

/** Which slice and time point of stacks are read, counted from 0; what is left open is decided for each stack. */
export interface StackChoice {
  readonly slice?: number;
  readonly time?: number;
}
