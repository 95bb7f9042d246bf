import { create } from "zustand";
import { counted } from "../core/counted.ts";
import { openTabChannel, type TabMessage } from "../platform/tab-channel.ts";
import { useDatasetStore } from "./dataset.ts";
import { refreshImages } from "./dataset-images.ts";
import { openAssignments, useSetsStore } from "./image-sets.ts";

/** Changes of the images by another tab, until dismissed or until the next action here. */
export const useOtherTabs = create<{ readonly sentence: string | null }>(() => ({ sentence: null }));

const { setState } = useOtherTabs;

/** An import stores images one by one; other tabs are notified at its pauses. */
const QUIET_MILLISECONDS = 300;

/** Message about the changes by another tab. */
export function describeChange({ added, removed }: TabMessage): string | null {
  const parts = [
    ...(removed > 0 ? [`removed ${counted(removed, "image")}`] : []),
    ...(added > 0 ? [`added ${counted(added, "image")}`] : []),
  ];
  return parts.length === 0
    ? null
    : `Another tab of this page ${parts.join(" and ")}. This tab shows the same images.`;
}

/** Dismisses the message about another tab. */
export function dismissOtherTab(): void {
  setState({ sentence: null });
}

const idsNow = () => new Set(useDatasetStore.getState().records.map(({ id }) => id));

/** Number of elements of `those` that are not in `others`. */
const beyond = (those: ReadonlySet<string>, others: ReadonlySet<string>) =>
  [...those].filter((id) => !others.has(id)).length;

/**
 * Synchronises the tabs that share the stored images: each announces its changes and follows those of the
 * others.
 */
export function watchOtherTabs(): void {
  let reportedIds = idsNow();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let following = false;
  const follow = async () => {
    await refreshImages();
    await openAssignments();
  };
  const post = openTabChannel((message) => {
    queue = queue.then(async () => {
      following = true;
      clearTimeout(timer);
      await follow();
      following = false;
      reportedIds = idsNow();
      const sentence = describeChange(message);
      if (sentence) setState({ sentence });
    });
  });
  const postChange = () => {
    const now = idsNow();
    const message = {
      kind: "images",
      added: beyond(now, reportedIds),
      removed: beyond(reportedIds, now),
    } as const;
    reportedIds = now;
    if (message.added > 0 || message.removed > 0) post(message);
  };
  useDatasetStore.subscribe((now, before) => {
    if (now.records === before.records || following) return;
    // A change made here is newer than the message about another tab.
    dismissOtherTab();
    clearTimeout(timer);
    timer = setTimeout(postChange, QUIET_MILLISECONDS);
  });
  const textOf = ({ assigned }: ReturnType<typeof useSetsStore.getState>) => [...assigned].sort().join();
  useSetsStore.subscribe((now, before) => {
    if (now.assigned !== before.assigned && textOf(now) !== textOf(before))
      post({ kind: "images", added: 0, removed: 0 });
  });
}
