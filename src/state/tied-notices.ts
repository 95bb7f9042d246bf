import { type NoticePlace, whileSame } from "../core/notices/notice.ts";
import { useCellsStore } from "./cells.ts";
import { useDatasetStore } from "./dataset.ts";
import { useExclusionStore } from "./exclusion.ts";
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

/** What a sentence about cells speaks of: networks, images and how their cells are found. */
function cellsOf(): readonly unknown[] {
  const { scope, gate, turns, method, choices } = useInstanceSettings.getState();
  const { records } = useDatasetStore.getState();
  return [scope, gate, turns, method, choices, records, useRunStore.getState().seen];
}

/** Ties sentences about cells that were found, fitted or saved to what they were found in and by. */
function watchCellsNotices(): void {
  const tie = (place: NoticePlace, text: string | null) => {
    // What else is set with it belongs to it.
    if (text) queueMicrotask(() => tieNotice(place, whileSame(text, cellsOf, undefined)));
  };
  useCellsStore.subscribe((now, before) => {
    if (now.message !== before.message) tie(CELLS_MESSAGE, now.message);
    if (now.error !== before.error) tie(CELLS_ERROR, now.error);
  });
}

/** Keeps what the page says true: a sentence goes when what it speaks of has changed. */
export function watchTiedNotices(): void {
  watchCellsNotices();
  watchNotices([
    useCellsStore,
    useDatasetStore,
    useExclusionStore,
    useInstanceSettings,
    useKeptStore,
    useOriginsStore,
    useRecipeStore,
    useRunStore,
  ]);
}
