import { useSyncExternalStore } from "react";
import { useArchiveParts } from "../../state/archive-part-choice.ts";
import { useCellsStore } from "../../state/cells.ts";
import type { Command } from "../../state/commands.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { useSetsStore } from "../../state/image-sets.ts";
import { useInstanceSettings } from "../../state/instance-settings.ts";
import { useNetworkHistory } from "../../state/network-history.ts";
import { useQueueStore } from "../../state/queue.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { useRecipeHistory } from "../../state/recipe-history.ts";
import { useRunStore } from "../../state/run.ts";
import { subscribeToAll } from "../../state/subscribe-to-all.ts";
import { useViewStore } from "../../state/view.ts";

const subscribe = subscribeToAll([
  useRunStore,
  useQueueStore,
  useDatasetStore,
  useRecipeStore,
  useRecipeHistory,
  useSetsStore,
  useViewStore,
  useCellsStore,
  useInstanceSettings,
  useNetworkHistory,
  useArchiveParts,
]);

/** Why a command is not available, kept up to date; null if it is. */
export function useWhyNot(command: Command): string | null {
  return useSyncExternalStore(subscribe, () => command.whyNot());
}
