import { useSyncExternalStore } from "react";
import { useCellsStore } from "../../state/cells.ts";
import type { Command } from "../../state/commands.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { useRunStore } from "../../state/run.ts";
import { useViewStore } from "../../state/view.ts";

const STORES = [useRunStore, useDatasetStore, useViewStore, useCellsStore];

function subscribe(changed: () => void): () => void {
  const unsubscribe = STORES.map((store) => store.subscribe(changed));
  return () => {
    for (const stop of unsubscribe) stop();
  };
}

/** Whether a command is available, kept up to date. */
export function useCommandEnabled(command: Command): boolean {
  return useSyncExternalStore(subscribe, () => command.enabled());
}
