import { create } from "zustand";
import type { ImageRecord } from "../core/dataset/image-record.ts";
import {
  type Assignments,
  canJoin,
  type ImageSet,
  NO_ASSIGNMENTS,
} from "../core/dataset/sampling/image-sets.ts";
import { type ImageSplit, splitImages } from "../core/dataset/sampling/split.ts";
import { sentenceOf } from "../core/errors.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import type { SetChanges } from "../platform/set-markers.ts";
import { useDatasetStore } from "./dataset.ts";
import { useRecipeStore } from "./recipe.ts";
import { decodeWorker } from "./workers.ts";

/** The last assignment by hand, until the next. */
export interface LastAssignment {
  /** Null for automatic. */
  readonly set: ImageSet | null;
  /** Number of images that changed their assignment. */
  readonly changed: number;
  /** Number of images that could not join the set, because they have no mask. */
  readonly withoutMask: number;
  /** The assignments before. */
  readonly before: SetChanges;
}

interface SetsState {
  /** Kept by the store of images across visits; also of images that have been removed. */
  readonly assigned: Assignments;
  readonly last: LastAssignment | null;
}

/** The sets that images are assigned to by hand. */
export const useSetsStore = create<SetsState>(() => ({ assigned: NO_ASSIGNMENTS, last: null }));

const { getState, setState } = useSetsStore;

/** Loads the assignments of earlier visits, or those made by another tab. */
export async function openAssignments(): Promise<void> {
  try {
    setState({ assigned: await decodeWorker().listAssigned() });
  } catch (error) {
    useDatasetStore.setState({ error: sentenceOf(error) });
  }
}

/** Stores changes; false, with the reason shown, if that fails. */
async function store(changes: SetChanges): Promise<boolean> {
  try {
    await decodeWorker().assign(changes);
  } catch (error) {
    useDatasetStore.setState({ error: sentenceOf(error) });
    return false;
  }
  const assigned = new Map(getState().assigned);
  for (const [id, set] of changes) {
    if (set === null) assigned.delete(id);
    else assigned.set(id, set);
  }
  setState({ assigned });
  return true;
}

/**
 * Assigns images to a set, or with null automatically again. Images without a mask stay as they are if the
 * set needs one; `last` counts them.
 */
export async function assignImages(ids: readonly string[], set: ImageSet | null): Promise<void> {
  const chosen = new Set(ids);
  const records = useDatasetStore.getState().records.filter(({ id }) => chosen.has(id));
  const able = records.filter((record) => set === null || canJoin(record, set));
  const { assigned } = getState();
  const before = new Map(
    able.flatMap(({ id }) => {
      const now = assigned.get(id) ?? null;
      return now === set ? [] : [[id, now] as const];
    }),
  );
  const done = await store(new Map([...before.keys()].map((id) => [id, set])));
  const withoutMask = records.length - able.length;
  if (done) setState({ last: { set, changed: before.size, withoutMask, before } });
}

/** Restores the assignments before the last one. */
export async function undoAssignment(): Promise<void> {
  const { last } = getState();
  if (last && (await store(last.before))) setState({ last: null });
}

/** Dismisses the outcome of the last assignment. */
export function dismissAssignment(): void {
  setState({ last: null });
}

/** The images of each set, by the assignments and the recipe. */
export function splitOf(
  records: readonly ImageRecord[],
  { validationFraction: fraction, seed }: Recipe,
  assigned: Assignments,
): ImageSplit<ImageRecord> {
  return splitImages(records, { fraction, seed, assigned });
}

/** The current images of each set, by the current recipe if none is given. */
export function splitNow(recipe: Recipe = useRecipeStore.getState().recipe): ImageSplit<ImageRecord> {
  return splitOf(useDatasetStore.getState().records, recipe, getState().assigned);
}
