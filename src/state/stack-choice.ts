import { create } from "zustand";
import type { StackChoice } from "../core/dataset/stack-choice.ts";

interface StackState {
  /** From 0; null for the middle one of each stack. */
  readonly slice: number | null;
  /** From 0; null for the first one of each stack. */
  readonly time: number | null;
}

/** The plane of stacks that the next import reads. */
export const useStackStore = create<StackState>(() => ({ slice: null, time: null }));

/** Chooses the slice, from 0; null for the middle one of each stack. */
export function chooseSlice(slice: number | null): void {
  useStackStore.setState({ slice });
}

/** Chooses the time point, from 0; null for the first one of each stack. */
export function chooseTime(time: number | null): void {
  useStackStore.setState({ time });
}

/** The choice in the form of an import option. */
export function stackChoice(): StackChoice {
  const { slice, time } = useStackStore.getState();
  return { ...(slice === null ? {} : { slice }), ...(time === null ? {} : { time }) };
}
