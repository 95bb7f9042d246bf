import type { MaskFormat } from "../core/mask-formats.ts";
import { saveFile } from "../platform/save-file.ts";
import { useCellsStore } from "./cells.ts";
import { someRecords } from "./cells-scope.ts";
import { reportProgress, working } from "./cells-work.ts";
import { exportScope } from "./export-scope.ts";
import { useInstanceSettings } from "./instance-settings.ts";
import { keyOf } from "./predicted-fields.ts";
import { newSession, withFields } from "./score-cells.ts";
import { usableInstances } from "./usable-instances.ts";
import { cellsWorker } from "./workers.ts";

/** The masks of the images in scope as one zip; null if that failed or was cancelled. */
async function masksArchive(formats: readonly MaskFormat[]): Promise<Uint8Array<ArrayBuffer> | null> {
  return working("writing", async (signal) => {
    const { gate } = useInstanceSettings.getState();
    const choice = usableInstances();
    const scope = exportScope();
    const session = newSession();
    const measured = formats.includes("measurements");
    await withFields(
      someRecords(scope),
      gate,
      { signal, reportProgress },
      "writing",
      async (batch, onEvent) => {
        const images = batch.map((record) => ({
          key: keyOf(record, gate),
          name: record.name,
          path: record.pair?.image ?? record.name,
        }));
        await cellsWorker().call("gatherMasks", { images, choice, session, measured }, { signal, onEvent });
      },
    );
    return cellsWorker().call("writeMasks", { formats, session }, { signal });
  });
}

/** Saves the masks of the images in scope. */
export async function exportMasks(formats: readonly MaskFormat[]): Promise<void> {
  const bytes = await masksArchive(formats);
  if (!bytes) return;
  saveFile("direction-lab-masks.zip", new Blob([bytes], { type: "application/zip" }));
  useCellsStore.setState({
    message: `Saved direction-lab-masks.zip (${Math.ceil(bytes.length / 1024)} KiB).`,
  });
}
