import { type NoticePlace, whileSame } from "../core/notices/notice.ts";
import { useCellsStore } from "./cells.ts";
import { useDatasetStore } from "./dataset.ts";
import { useSetsStore } from "./image-sets.ts";
import { useInstanceSettings } from "./instance-settings.ts";
import { useKeptStore } from "./kept.ts";
import { useOriginsStore } from "./network-origins.ts";
import { tieNotice, watchNotices } from "./notices.ts";
import { useRecipeStore } from "./recipe.ts";
import { useRunStore } from "./run.ts";

const CELLS_MESSAGE: NoticePlace = {
  read: () => useCellsStore.getState().message,
  clear: () => useCellsStore.setState({ message: "" }),
};

const CELLS_ERROR: NoticePlace = {
  read: () => useCellsStore.getState().error,
  clear: () => useCellsStore.setState({ error: null }),
};

/** State that a message about cells depends on: networks, images and the settings of the cell search. */
function cellsOf(): readonly unknown[] {
  const { scope, gate, testTimeAugmentation, method, choices } = useInstanceSettings.getState();
  const { records } = useDatasetStore.getState();
  return [scope, gate, testTimeAugmentation, method, choices, records, useRunStore.getState().seen];
}

/** Ties messages about cells that were found, fitted or saved to the images and settings they came from. */
function watchCellsNotices(): void {
  const tie = (place: NoticePlace, text: string | null) => {
    // Other settings of the same action belong to it.
    if (text) queueMicrotask(() => tieNotice(place, whileSame(text, cellsOf, undefined)));
  };
  useCellsStore.subscribe((now, before) => {
    if (now.message !== before.message) tie(CELLS_MESSAGE, now.message);
    if (now.error !== before.error) tie(CELLS_ERROR, now.error);
  });
}

/** Keeps the messages of the page true: a message is removed when its subject has changed. */
export function watchTiedNotices(): void {
  watchCellsNotices();
  watchNotices([
    useCellsStore,
    useDatasetStore,
    useInstanceSettings,
    useKeptStore,
    useOriginsStore,
    useRecipeStore,
    useRunStore,
    useSetsStore,
  ]);
}
