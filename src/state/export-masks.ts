import { INSTANCE_METHODS, type Method } from "../core/instances/parameters.ts";
import type { MaskFormat } from "../core/mask-formats.ts";
import { gateOf } from "../core/recipe/gate-of.ts";
import { predictsQuantity } from "../core/recipe/pipelines.ts";
import { networksOf } from "../core/recipe/recipe.ts";
import { NETWORK_TEXT } from "../core/recipe/stages.ts";
import type { FieldQuantity } from "../core/recipe/task.ts";
import { saveFile } from "../platform/save-file.ts";
import { useCellsStore } from "./cells.ts";
import { someRecords } from "./cells-scope.ts";
import { reportProgress, working } from "./cells-work.ts";
import { exportScope } from "./export-scope.ts";
import { useInstanceSettings } from "./instance-settings.ts";
import { originText, useOriginsStore } from "./network-origins.ts";
import { networksInUse } from "./networks-in-use.ts";
import { keyOf } from "./predicted-fields.ts";
import { newSession, withFields } from "./score-cells.ts";
import { usableInstances } from "./usable-instances.ts";
import { cellsWorker } from "./workers.ts";

/** The networks behind the cells of a method, with the run or file that their weights come from. */
export function networkLines(method: Method, predictsMask: boolean): readonly string[] {
  const { origins } = useOriginsStore.getState();
  const reads: readonly FieldQuantity[] = INSTANCE_METHODS[method].reads;
  const quantities = predictsMask ? ["mask" as const, ...reads] : reads;
  const used = networksInUse()
    .flatMap(networksOf)
    .filter((name, place, all) => all.indexOf(name) === place)
    .filter((name) => quantities.some((quantity) => predictsQuantity([name], quantity)));
  return used.map((name) => {
    const { title, predicts } = NETWORK_TEXT[name];
    const origin = origins[name];
    return `${title} (${predicts})${origin ? `, ${originText(origin)}` : ""}`;
  });
}

/** The masks of the images in scope as one zip; null if that failed or was cancelled. */
async function masksArchive(formats: readonly MaskFormat[]): Promise<Uint8Array<ArrayBuffer> | null> {
  return working("writing", async (signal) => {
    const { gate, testTimeAugmentation } = useInstanceSettings.getState();
    const choice = usableInstances();
    const records = someRecords(exportScope());
    const session = newSession();
    const measured = formats.includes("measurements");
    await withFields(records, gate, { signal, reportProgress }, "writing", async (batch, onEvent) => {
      const images = batch.map((record) => ({
        key: keyOf(record, gate),
        name: record.name,
        path: record.pair?.image ?? record.name,
      }));
      await cellsWorker().call("gatherMasks", { images, choice, session, measured }, { signal, onEvent });
    });
    const networks = networkLines(
      choice.method,
      records.some((record) => gateOf(record, gate) === "predicted"),
    );
    const origin = { choice, testTimeAugmentation, networks };
    return cellsWorker().call("writeMasks", { formats, origin, session }, { signal });
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
