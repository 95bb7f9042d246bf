import { counted } from "../core/counted.ts";
import type { ImageScore } from "../workers/cells.protocol.ts";
import { useCellsStore } from "./cells.ts";
import { someRecords } from "./cells-scope.ts";
import { ignoreProgress, type ReportProgress, reportProgress, working, workQuietly } from "./cells-work.ts";
import { compareAgain } from "./compare-methods.ts";
import { useInstanceSettings } from "./instance-settings.ts";
import { score } from "./score-cells.ts";
import { usableInstances } from "./usable-instances.ts";

/**
 * Finds and scores the cells of the images in scope by the chosen method. Returns the score of each image.
 */
async function scoreScope(signal: AbortSignal, onEvent: ReportProgress): Promise<readonly ImageScore[]> {
  const choice = usableInstances();
  const { gate, scope } = useInstanceSettings.getState();
  const found = await score(someRecords(scope), gate, choice, { signal, reportProgress: onEvent });
  useCellsStore.setState({ images: found.images, evaluation: found.evaluation, choice });
  await compareAgain({ choice, evaluation: found.evaluation }, signal);
  return found.images;
}

/**
 * Predicts the images in scope that have no field yet, finds their cells by the chosen method, and scores
 * them.
 */
export async function findCells(): Promise<void> {
  const images = await working("scoring", (signal) => scoreScope(signal, reportProgress));
  if (!images) return;
  const cells = images.reduce((sum, { foundCells }) => sum + foundCells, 0);
  useCellsStore.setState({
    message: `Found ${counted(cells, "cell")} in ${counted(images.length, "image")}.`,
  });
}

/**
 * Scores the set again after a change of settings, unless other work is in progress. Returns whether it
 * started.
 */
export function scoreAgain(): boolean {
  return workQuietly((signal) => scoreScope(signal, ignoreProgress));
}
