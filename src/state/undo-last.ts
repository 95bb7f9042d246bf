import { useDatasetStore } from "./dataset.ts";
import { undoRemove } from "./dataset-images.ts";
import { undoNetworks, useNetworkHistory } from "./network-history.ts";
import { useRecipeHistory } from "./recipe-history.ts";
import { whyChanging } from "./run-readiness.ts";
import { undoEdit } from "./undo-recipe.ts";

/** What can be undone, and why it cannot now, as a sentence; null if it can. */
interface Undoable {
  whyNot(): string | null;
  undo(): void | Promise<void>;
}

type Kind = "images" | "recipe" | "networks";

const UNDOABLE: Readonly<Record<Kind, Undoable>> = {
  images: {
    whyNot: () => (useDatasetStore.getState().lastRemoved.length > 0 ? null : "No image was removed last."),
    undo: undoRemove,
  },
  recipe: {
    whyNot: () => (useRecipeHistory.getState().done.length > 0 ? null : "The recipe was not edited."),
    undo: undoEdit,
  },
  networks: {
    whyNot: () =>
      useNetworkHistory.getState().previous === null ? "There are no earlier networks." : whyChanging(),
    // The networks that were in use can be restored in turn; the next undo goes further back instead.
    undo: () => undoNetworks().then(() => putLast("networks")),
  },
};

/** What was changed last comes first. */
let order: readonly Kind[] = ["images", "recipe", "networks"];

function putFirst(kind: Kind): void {
  order = [kind, ...order.filter((other) => other !== kind)];
}

function putLast(kind: Kind): void {
  order = [...order.filter((other) => other !== kind), kind];
}

/** Follows in which order images, recipe and networks are changed. */
export function watchUndoable(): void {
  useDatasetStore.subscribe((now, before) => {
    if (now.lastRemoved !== before.lastRemoved && now.lastRemoved.length > 0) putFirst("images");
  });
  useRecipeHistory.subscribe((now, before) => {
    if (now.done !== before.done && now.done.length > 0) putFirst("recipe");
  });
  useNetworkHistory.subscribe((now, before) => {
    if (now.previous !== before.previous) putFirst("networks");
  });
}

/** Why this cannot be undone now, as a sentence; null if it can. */
export const whyNotUndoRemove = (): string | null => UNDOABLE.images.whyNot();
export const whyNotUndoNetworks = (): string | null => UNDOABLE.networks.whyNot();

/** Why nothing can be undone now, as a sentence; null if something can. */
export function whyNotUndo(): string | null {
  return order.every((kind) => UNDOABLE[kind].whyNot() !== null) ? "There is nothing to undo." : null;
}

/** Undoes what was done last: removing images, editing the recipe, or replacing networks. */
export function undoLast(): void {
  const kind = order.find((one) => UNDOABLE[one].whyNot() === null);
  if (kind) void UNDOABLE[kind].undo();
}
