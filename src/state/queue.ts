import { create } from "zustand";

/** The queue in training in this tab. */
interface QueueProgress {
  /** Place of the run in training, counted from 1, and number of runs. */
  readonly place: number;
  readonly of: number;
  /** Estimated seconds of the runs after it; null while unknown. */
  readonly secondsAfter: number | null;
}

interface QueueState {
  /** Whether the view Runs shows the queue in place of the table. */
  readonly isShown: boolean;
  /** Null unless this tab trains the queue. */
  readonly progress: QueueProgress | null;
  /** Whether the queue ends with the run in training. */
  readonly isStopping: boolean;
  readonly notice: QueueNotice | null;
}

/** What the page tells about the queue: that it was interrupted in an earlier visit, or how it has ended. */
interface QueueNotice {
  readonly kind: "interrupted" | "ended";
  readonly text: string;
}

/** What the whole page knows about the queue of runs; the queue itself is loaded when it is needed. */
export const useQueueStore = create<QueueState>(() => ({
  isShown: false,
  progress: null,
  isStopping: false,
  notice: null,
}));

/** Why the queue stands in the way of another run; null if it does not. */
export function whyQueue(): string | null {
  return useQueueStore.getState().progress ? "A queue of runs is in progress." : null;
}

/** Why there is no queue to stop; null if there is. */
export function whyNoQueue(): string | null {
  return useQueueStore.getState().progress ? null : "No queue is in progress.";
}
