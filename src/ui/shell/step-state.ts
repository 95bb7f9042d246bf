import { counted } from "../../core/counted.ts";
import { useCellsStore } from "../../state/cells.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { useEstimateText, useSecondsLeft } from "../../state/train-estimate.ts";
import type { Step } from "../../state/view.ts";
import { NO_VALUE } from "../controls/no-value.ts";
import { useSplit } from "../data/use-split.ts";
import { formatSeconds } from "../status/quantities.ts";

function useImagesState(): string {
  const images = useDatasetStore(({ records }) => records.length);
  const cells = useDatasetStore(({ records }) => records.reduce((sum, record) => sum + record.cells, 0));
  const open = useDatasetStore(({ needsReview, refused, noted }) =>
    needsReview ? refused.length + noted : 0,
  );
  if (open > 0) return `${open} to review`;
  if (images === 0) return "none yet";
  return cells === 0 ? counted(images, "image") : counted(cells, "cell");
}

/** Images to train on and to validate on. */
function useCheckState(): string {
  const { training, validation } = useSplit();
  if (training.length + validation.length === 0) return NO_VALUE;
  return `${training.length} + ${validation.length} images`;
}

function useTrainState(): string {
  const phase = useRunStore((run) => run.phase);
  const secondsLeft = useSecondsLeft();
  const estimate = useEstimateText();
  const trained = useRunStore((run) => run.trained.length);
  if (phase === "paused") return "paused";
  if (isActive(phase)) return secondsLeft === null ? "starting" : `${formatSeconds(secondsLeft)} left`;
  if (phase === "failed") return "failed";
  return trained === 0 ? (estimate?.replace("about ", "≈ ") ?? NO_VALUE) : counted(trained, "network");
}

function useCellsState(): string {
  const work = useCellsStore((cells) => cells.work);
  const images = useCellsStore((cells) => cells.images);
  if (work && work.total > 0) return `${work.done} of ${work.total}`;
  if (work) return "in progress";
  if (images.length === 0) return NO_VALUE;
  return `${images.reduce((sum, { foundCells }) => sum + foundCells, 0).toLocaleString("en-GB")} found`;
}

function useExportState(): string {
  const trained = useRunStore((run) => run.trained.length);
  const cells = useCellsStore((state) => state.images.length);
  if (trained === 0) return NO_VALUE;
  return cells === 0 ? "weights" : "masks ready";
}

const STATES: Readonly<Record<Step, () => string>> = {
  images: useImagesState,
  check: useCheckState,
  train: useTrainState,
  cells: useCellsState,
  export: useExportState,
};

/** What a step has achieved, in a word or two; a dash if nothing yet. */
export function useStepState(step: Step): string {
  return STATES[step]();
}
