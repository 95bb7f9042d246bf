import { useSyncExternalStore } from "react";
import { type OfferedAct, offeredAct, subscribeToOffer } from "../../state/offered-act.ts";

let last: OfferedAct | null = null;

/** The offered act; the same object for as long as its words are the same. */
function lastingAct(): OfferedAct | null {
  const next = offeredAct();
  if (next?.label !== last?.label) last = next;
  return last;
}

/** The offered act, kept up to date in a component. */
export function useNextAct(): OfferedAct | null {
  return useSyncExternalStore(subscribeToOffer, lastingAct);
}
