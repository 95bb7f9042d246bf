import { hasUnkept } from "./kept.ts";
import { isActive, useRunStore } from "./run.ts";

/** Whether leaving the page now would lose trained networks. */
function losesSomething(): boolean {
  const { phase, trained } = useRunStore.getState();
  return isActive(phase) || (trained.length > 0 && hasUnkept());
}

/** Lets the browser ask before the page is left during a run, or with networks that are not kept anywhere. */
export function watchLeaving(): void {
  window.addEventListener("beforeunload", (event) => {
    if (losesSomething()) event.preventDefault();
  });
}
