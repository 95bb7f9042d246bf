import { useCellsStore } from "./cells.ts";
import { COMMANDS } from "./commands.ts";
import { useDatasetStore } from "./dataset.ts";
import { type NextAct, nextAct } from "./next-act.ts";
import { isActive, useRunStore } from "./run.ts";
import { showStep, useViewStore } from "./view.ts";

interface OfferedAct {
  /** The act in a few words. */
  readonly label: string;
  run(): void;
}

function findCells(): void {
  showStep("cells");
  if (COMMANDS.findCells.enabled()) COMMANDS.findCells.run();
}

const ACTS: Readonly<Record<NextAct, OfferedAct>> = {
  pair: { label: "Next: add or pair the masks", run: COMMANDS.pairing.run },
  check: { label: "Next: check the targets", run: () => showStep("check") },
  recipe: { label: "Next: choose a recipe and train", run: () => showStep("train") },
  train: { label: "Next: start training", run: COMMANDS.train.run },
  find: { label: "Next: find the cells", run: findCells },
  export: { label: "Next: export masks and weights", run: () => showStep("export") },
};

/** The act that follows from the state of the page; null if there is none. */
export function useNextAct(): OfferedAct | null {
  const step = useViewStore((view) => view.step);
  const hasImages = useDatasetStore(({ records }) => records.length > 0);
  const hasLabelled = useDatasetStore(({ records }) => records.some(({ labelled }) => labelled));
  const isImporting = useDatasetStore(({ importing }) => importing !== null);
  const isRunning = useRunStore((run) => isActive(run.phase));
  const isTrained = useRunStore((run) => run.trained.length > 0);
  const isWorking = useCellsStore(({ work }) => work !== null);
  const hasCells = useCellsStore(({ images }) => images.length > 0);
  const isBusy = isImporting || isRunning || isWorking;
  const act = nextAct({ step, hasImages, hasLabelled, isBusy, isTrained, hasCells });
  return act && ACTS[act];
}
