import { useViewStore } from "./view.ts";

/**
 * Whether the samples of a run are visible: the tab is not hidden and the panels do not show anything else.
 */
export function isRunWatched(): boolean {
  return useViewStore.getState().source === "training" && !document.hidden;
}

/** Calls `listener` whenever `isRunWatched` changes, until the returned function is called. */
export function followWatching(listener: (isWatched: boolean) => void): () => void {
  let last = isRunWatched();
  const update = () => {
    const now = isRunWatched();
    if (now !== last) listener(now);
    last = now;
  };
  const unsubscribe = useViewStore.subscribe(update);
  document.addEventListener("visibilitychange", update);
  return () => {
    unsubscribe();
    document.removeEventListener("visibilitychange", update);
  };
}
