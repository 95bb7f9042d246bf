import { hasUnkept } from "./kept.ts";
import { isActive, useRunStore } from "./run.ts";

/** Whether leaving the page now would lose something that was trained. */
function losesSomething(): boolean {
  const { phase, trained } = useRunStore.getState();
  return isActive(phase) || (trained.length > 0 && hasUnkept());
}

/** Lets the browser ask before the page is left in a run, or with networks that are kept nowhere. */
export function watchLeaving(): void {
  window.addEventListener("beforeunload", (event) => {
    if (losesSomething()) event.preventDefault();
  });
}
