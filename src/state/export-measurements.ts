import { counted } from "../core/counted.ts";
import type { ImageRecord } from "../core/dataset/image-record.ts";
import type { MeasuredCells, NamedCells } from "../core/measurements/measure-cells.ts";
import { saveFile } from "../platform/save-file.ts";
import { useCellsStore } from "./cells.ts";
import { recordsInScope } from "./cells-scope.ts";
import { reportProgress, working } from "./cells-work.ts";
import { useInstanceSettings } from "./instance-settings.ts";
import { cellsWorker } from "./workers.ts";

const FILE = "measurements.csv";

/** The images whose true masks are measured: all in use with labels, or those in the chosen scope. */
export function recordsToMeasure(): readonly ImageRecord[] {
  const { scope, byHand } = useInstanceSettings.getState();
  const chosen = byHand.scope && scope !== "prediction" ? scope : "all";
  return recordsInScope(chosen).filter(({ labelled }) => labelled);
}

async function save(images: readonly NamedCells[]): Promise<void> {
  const bytes = await cellsWorker().call("writeMeasurements", { images });
  saveFile(FILE, new Blob([bytes], { type: "text/csv" }));
}

/** Saves the measurements of the cells of one image. */
export async function saveMeasurements(name: string, cells: MeasuredCells): Promise<void> {
  await working("writing", () => save([{ name, cells }]));
}

/** Saves the measurements of the true masks of all images to measure. */
export async function exportTrueMeasurements(): Promise<void> {
  const saved = await working("writing", async (signal) => {
    const records = recordsToMeasure();
    const onEvent = reportProgress("writing");
    const images: NamedCells[] = [];
    for (const { id, name } of records) {
      images.push({ name, cells: await cellsWorker().call("measure", { imageId: id, labels: null }) });
      onEvent({ done: images.length, total: records.length });
      signal.throwIfAborted();
    }
    await save(images);
    return images;
  });
  if (!saved) return;
  const cells = saved.reduce((sum, image) => sum + image.cells.ids.length, 0);
  useCellsStore.setState({
    message: `Saved ${FILE}: ${counted(cells, "cell")} in ${counted(saved.length, "image")}.`,
  });
}
