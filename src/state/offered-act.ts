import { counted } from "../core/counted.ts";
import { useCellsStore } from "./cells.ts";
import { recordsInScope } from "./cells-scope.ts";
import { dismissOffer, useDatasetStore } from "./dataset.ts";
import { exportScope } from "./export-scope.ts";
import { findCells } from "./find-cells.ts";
import { chooseScope } from "./instance-settings.ts";
import { type NextAct, nextAct } from "./next-act.ts";
import { isActive, useRunStore } from "./run.ts";
import { startRun } from "./run-controls.ts";
import { showMain, showStep, useViewStore } from "./view.ts";

/** An act that follows from the state of the page. */
export interface OfferedAct {
  /** The act in a few words. */
  readonly label: string;
  run(): void;
}

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

function findLabel(): string {
  const scope = exportScope();
  if (scope !== "prediction") return "Next: find the cells";
  return `Next: find the cells in ${counted(recordsInScope(scope).length, "image")}`;
}

const ACTS: Readonly<Record<NextAct, () => OfferedAct>> = {
  images: () => ({ label: "Next: add images", run: () => showStep("images") }),
  pair: () => ({ label: "Next: add or pair the masks", run: pairImages }),
  check: () => ({ label: "Next: check the targets", run: () => showStep("check") }),
  recipe: () => ({ label: "Next: choose a recipe and train", run: () => showStep("train") }),
  train: () => ({ label: "Next: start training", run: () => void startRun() }),
  find: () => ({ label: findLabel(), run: findCellsToExport }),
  export: () => ({ label: "Next: export masks and weights", run: () => showStep("export") }),
};

/** The act that follows from the state of the page; null if there is none. */
export function offeredAct(): OfferedAct | null {
  const { records, importing } = useDatasetStore.getState();
  const { phase, trained } = useRunStore.getState();
  const { work, images } = useCellsStore.getState();
  const act = nextAct({
    step: useViewStore.getState().step,
    hasImages: records.length > 0,
    hasLabelled: records.some(({ labelled }) => labelled),
    isBusy: importing !== null || isActive(phase) || work !== null,
    isTrained: trained.length > 0,
    hasCells: images.length > 0,
  });
  return act && ACTS[act]();
}
