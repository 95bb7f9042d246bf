import { addPresentRecipe } from "./add-to-queue.ts";
import { dismissQueueNotice, openQueue } from "./run-queue.ts";
import { startQueue } from "./train-queue.ts";

/** The acts on the queue that the whole page offers. This module is loaded with the first of them. */
export const QUEUE_ACTS = {
  open: openQueue,
  add: addPresentRecipe,
  start: startQueue,
  dismiss: dismissQueueNotice,
} as const;
