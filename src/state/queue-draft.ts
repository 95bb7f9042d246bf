import { create } from "zustand";
import type { RecipePath } from "../core/recipe/recipe-path.ts";
import { USUAL_SEEDS } from "../core/sweep/experiment-sets.ts";

/** A setting to vary, as typed so far. */
export interface DraftAxis {
  readonly key: number;
  /** Null before a setting is chosen. */
  readonly path: RecipePath | null;
  /** The typed list of numbers. */
  readonly text: string;
  /** Labels of the chosen options. */
  readonly chosen: readonly string[];
}

interface QueueDraft {
  /** The typed list of seeds. */
  readonly seeds: string;
  readonly axes: readonly DraftAxis[];
  /** Key of the setting whose first control is to get the focus; null for none. */
  readonly wanted: number | null;
}

/** What the user has typed to make runs, and not yet added to the queue. */
export const useQueueDraft = create<QueueDraft>(() => ({
  seeds: USUAL_SEEDS.join(", "),
  axes: [],
  wanted: null,
}));

const { setState } = useQueueDraft;

let lastKey = 0;

/** Takes the typed list of seeds. */
export function draftSeeds(seeds: string): void {
  setState({ seeds });
}

/** Adds a setting to vary, which is still to be chosen. */
export function addAxis(): void {
  lastKey += 1;
  const axis = { key: lastKey, path: null, text: "", chosen: [] };
  setState(({ axes }) => ({ axes: [...axes, axis], wanted: lastKey }));
}

/** Chooses the setting of a line. */
export function choosePath(key: number, path: RecipePath): void {
  editAxis(key, { path });
  setState({ wanted: key });
}

/** Records that a line has the focus. */
export function tookFocus(): void {
  setState({ wanted: null });
}

/** Changes a setting to vary. */
export function editAxis(key: number, patch: Partial<Omit<DraftAxis, "key">>): void {
  setState(({ axes }) => ({ axes: axes.map((axis) => (axis.key === key ? { ...axis, ...patch } : axis)) }));
}

/** Removes a setting to vary. */
export function removeAxis(key: number): void {
  setState(({ axes }) => ({ axes: axes.filter((axis) => axis.key !== key) }));
}
