import { useViewStore } from "./view.ts";

/** Whether the samples of a run are in sight: neither in a hidden tab nor while the panels show something else. */
export function isRunWatched(): boolean {
  return useViewStore.getState().source === "training" && !document.hidden;
}

/** Tells whenever `isRunWatched` has changed, until the function that is returned is called. */
export function followWatching(tell: (isWatched: boolean) => void): () => void {
  let last = isRunWatched();
  const look = () => {
    const now = isRunWatched();
    if (now !== last) tell(now);
    last = now;
  };
  const unsubscribe = useViewStore.subscribe(look);
  document.addEventListener("visibilitychange", look);
  return () => {
    unsubscribe();
    document.removeEventListener("visibilitychange", look);
  };
}
