import { counted } from "../core/counted.ts";
import { useCellsStore } from "./cells.ts";
import { scopedRecords } from "./cells-scope.ts";
import { dismissOffer, useDatasetStore } from "./dataset.ts";
import { exportScope, exportScopeOf } from "./export-scope.ts";
import { findCells } from "./find-cells.ts";
import { splitOf, useSetsStore } from "./image-sets.ts";
import { chooseScope, type Scope, useInstanceSettings } from "./instance-settings.ts";
import { type NextAct, nextAct } from "./next-act.ts";
import { useRecipeStore } from "./recipe.ts";
import { isActive, useRunStore } from "./run.ts";
import { startRun } from "./run-controls.ts";
import { subscribeToAll } from "./subscribe-to-all.ts";
import { showMain, showStep, useViewStore } from "./view.ts";

/** An act that follows from the state of the page. */
export interface OfferedAct {
  /** The act in a few words. */
  readonly label: string;
  run(): void;
}

/** The stores from whose states the act follows. */
const STORES = {
  view: useViewStore,
  dataset: useDatasetStore,
  sets: useSetsStore,
  recipe: useRecipeStore,
  run: useRunStore,
  cells: useCellsStore,
  settings: useInstanceSettings,
};

type Stores = typeof STORES;

/** The states of the stores. */
type States = { readonly [Name in keyof Stores]: ReturnType<Stores[Name]["getState"]> };

function pairImages(): void {
  dismissOffer();
  showMain("pairing");
}

/** Finds the cells of the images whose masks would be exported: those for prediction if there are any. */
function findCellsToExport(): void {
  showStep("cells");
  chooseScope(exportScope());
  void findCells();
}

function findLabel({ dataset: { records }, sets, recipe, run, settings }: States): string {
  const split = splitOf(records, recipe.recipe, sets.assigned);
  const imagesOf = (scope: Scope) => scopedRecords(scope, records, split).length;
  const scope = exportScopeOf(settings, run.trained, (some) => imagesOf(some) > 0);
  if (scope !== "prediction") return "Next: find the cells";
  return `Next: find the cells in ${counted(imagesOf(scope), "image")}`;
}

const ACTS: Readonly<Record<NextAct, (states: States) => OfferedAct>> = {
  images: () => ({ label: "Next: add images", run: () => showStep("images") }),
  pair: () => ({ label: "Next: add or pair the masks", run: pairImages }),
  check: () => ({ label: "Next: check the targets", run: () => showStep("check") }),
  recipe: () => ({ label: "Next: choose a recipe and train", run: () => showStep("train") }),
  train: () => ({ label: "Next: start training", run: () => void startRun() }),
  find: (states) => ({ label: findLabel(states), run: findCellsToExport }),
  export: () => ({ label: "Next: export masks and weights", run: () => showStep("export") }),
};

/** The act that follows from the states of the stores; null if there is none. */
function actOf(states: States): OfferedAct | null {
  const { view, dataset, run, cells } = states;
  const { records, importing } = dataset;
  const act = nextAct({
    step: view.step,
    hasImages: records.length > 0,
    hasLabelled: records.some(({ labelled }) => labelled),
    isBusy: importing !== null || isActive(run.phase) || cells.work !== null,
    isTrained: run.trained.length > 0,
    hasCells: cells.images.length > 0,
  });
  return act && ACTS[act](states);
}

/** The act that follows from the state of the page; null if there is none. */
export function offeredAct(): OfferedAct | null {
  return actOf({
    view: STORES.view.getState(),
    dataset: STORES.dataset.getState(),
    sets: STORES.sets.getState(),
    recipe: STORES.recipe.getState(),
    run: STORES.run.getState(),
    cells: STORES.cells.getState(),
    settings: STORES.settings.getState(),
  });
}

/** Calls `changed` whenever the offered act may have changed. */
export const subscribeToOffer = subscribeToAll(Object.values(STORES));
