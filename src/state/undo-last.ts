import { useDatasetStore } from "./dataset.ts";
import { undoRemove } from "./dataset-images.ts";
import { undoNetworks, useNetworkHistory } from "./network-history.ts";
import { useRecipeHistory } from "./recipe-history.ts";
import { whyChanging } from "./run-readiness.ts";
import { undoEdit } from "./undo-recipe.ts";

/** What can be undone, and why it cannot now, as a sentence; null if it can. */
interface Undoable {
  /** When it was changed last, ms; the recipe knows the time of each edit. */
  changedAt(): number;
  whyNot(): string | null;
  undo(): void | Promise<void>;
}

type Kind = "images" | "recipe" | "networks";

/** When images were last removed and networks last replaced, ms; the first of the visit have no time. */
const changed = { images: Number.NEGATIVE_INFINITY, networks: Number.NEGATIVE_INFINITY };

const UNDOABLE: Readonly<Record<Kind, Undoable>> = {
  images: {
    changedAt: () => changed.images,
    whyNot: () => (useDatasetStore.getState().lastRemoved.length > 0 ? null : "No image was removed last."),
    undo: undoRemove,
  },
  recipe: {
    changedAt: () => useRecipeHistory.getState().done.at(-1)?.at ?? Number.NEGATIVE_INFINITY,
    whyNot: () => (useRecipeHistory.getState().done.length > 0 ? null : "The recipe was not edited."),
    undo: undoEdit,
  },
  networks: {
    changedAt: () => changed.networks,
    whyNot: () =>
      useNetworkHistory.getState().previous === null ? "There are no earlier networks." : whyChanging(),
    // The networks that were in use can be restored in turn; the next undo goes further back instead.
    undo: () =>
      undoNetworks().then(() => {
        changed.networks = Number.NEGATIVE_INFINITY;
      }),
  },
};

const KINDS: readonly Kind[] = ["images", "recipe", "networks"];

/** Follows when images are removed and networks replaced. */
export function watchUndoable(): void {
  useDatasetStore.subscribe((now, before) => {
    if (now.lastRemoved !== before.lastRemoved) changed.images = performance.now();
  });
  useNetworkHistory.subscribe((now, before) => {
    if (now.previous !== before.previous) changed.networks = performance.now();
  });
}

/** Why this cannot be undone now, as a sentence; null if it can. */
export const whyNotUndoRemove = (): string | null => UNDOABLE.images.whyNot();
export const whyNotUndoNetworks = (): string | null => UNDOABLE.networks.whyNot();

/** Why nothing can be undone now, as a sentence; null if something can. */
export function whyNotUndo(): string | null {
  return KINDS.every((kind) => UNDOABLE[kind].whyNot() !== null) ? "There is nothing to undo." : null;
}

/** Undoes what was done last: removing images, editing the recipe, or replacing networks. */
export function undoLast(): void {
  const [kind] = KINDS.filter((one) => UNDOABLE[one].whyNot() === null).sort(
    (a, b) => UNDOABLE[b].changedAt() - UNDOABLE[a].changedAt(),
  );
  if (kind) void UNDOABLE[kind].undo();
}
