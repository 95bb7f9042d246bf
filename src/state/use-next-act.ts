import { useCellsStore } from "./cells.ts";
import { useDatasetStore } from "./dataset.ts";
import { useSetsStore } from "./image-sets.ts";
import { useInstanceSettings } from "./instance-settings.ts";
import { type OfferedAct, offeredAct } from "./offered-act.ts";
import { isActive, useRunStore } from "./run.ts";
import { useViewStore } from "./view.ts";

/** The offered act, kept up to date in a component. */
export function useNextAct(): OfferedAct | null {
  useViewStore((view) => view.step);
  useDatasetStore((dataset) => dataset.records);
  useDatasetStore(({ importing }) => importing !== null);
  useSetsStore((sets) => sets.assigned);
  useRunStore((run) => isActive(run.phase));
  useRunStore((run) => run.trained);
  useCellsStore(({ work }) => work !== null);
  useCellsStore(({ images }) => images.length > 0);
  useInstanceSettings((settings) => settings.byHand.scope && settings.scope);
  return offeredAct();
}
