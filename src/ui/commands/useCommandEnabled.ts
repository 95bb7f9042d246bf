import { useSyncExternalStore } from "react";
import { useCellsStore } from "../../state/cells.ts";
import type { Command } from "../../state/commands.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { useRunStore } from "../../state/run.ts";
import { subscribeToAll } from "../../state/subscribe-to-all.ts";
import { useViewStore } from "../../state/view.ts";

const subscribe = subscribeToAll([useRunStore, useDatasetStore, useViewStore, useCellsStore]);

/** Whether a command is available, kept up to date. */
export function useCommandEnabled(command: Command): boolean {
  return useSyncExternalStore(subscribe, () => command.enabled());
}
