import { create } from "zustand";
import { sentenceOf } from "../core/errors.ts";
import { STAGES } from "../core/recipe/recipe.ts";
import { saveFile } from "../platform/save-file.ts";
import { curvesCsv } from "./curves-csv.ts";
import { takeFitted, useInstanceSettings } from "./instance-settings.ts";
import { editRecipe } from "./recipe.ts";
import { markTrained, runLog, stageTitle } from "./run.ts";
import { trainWorker } from "./workers.ts";

interface ArchiveState {
  readonly busy: boolean;
  /** What was written or read last. */
  readonly message: string;
  readonly error: string | null;
}

/** Weights going out and coming in. */
export const useArchiveStore = create<ArchiveState>(() => ({ busy: false, message: "", error: null }));

const { setState } = useArchiveStore;

async function guarded(work: () => Promise<string>): Promise<void> {
  setState({ busy: true, error: null, message: "" });
  try {
    setState({ message: await work() });
  } catch (error) {
    setState({ error: sentenceOf(error) });
  } finally {
    setState({ busy: false });
  }
}

/** The weights archive of all trained networks with the curves of the last run. */
function weightsArchive(): Promise<Uint8Array<ArrayBuffer>> {
  const { fitted } = useInstanceSettings.getState();
  return trainWorker().call("exportWeights", { curvesCsv: curvesCsv(runLog.rows()), fitted });
}

/** Saves the weights archive. */
export function exportWeights(): Promise<void> {
  return guarded(async () => {
    const bytes = await weightsArchive();
    saveFile("direction-lab-weights.zip", new Blob([bytes], { type: "application/zip" }));
    return `Saved direction-lab-weights.zip (${Math.ceil(bytes.length / 1024)} KiB).`;
  });
}

/** Takes a weights archive back: its networks count as trained, its recipe is the next run's. */
export function importWeights(file: File): Promise<void> {
  return guarded(async () => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { recipe, seen, fitted } = await trainWorker().call(
      "importWeights",
      { bytes },
      { transfer: [bytes.buffer] },
    );
    editRecipe(recipe);
    takeFitted(fitted);
    markTrained(seen);
    const stages = STAGES.filter((stage) => seen[stage]);
    return `Took the weights of ${stages.map(stageTitle).join(", ")} from ${file.name}.`;
  });
}

/** Saves the curves of the last run as a table. */
export function saveCurves(): void {
  saveFile("direction-lab-curves.csv", new Blob([curvesCsv(runLog.rows())], { type: "text/csv" }));
}
