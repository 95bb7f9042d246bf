import { counted } from "../core/counted.ts";
import type { ImageRecord } from "../core/dataset/image-record.ts";
import type { InstanceChoice } from "../core/instances/parameters.ts";
import { NO_OUTCOMES } from "../core/metrics/count-outcomes.ts";
import type { Gate } from "../core/recipe/recipe.ts";
import type { CellsProgress, SetScore } from "../workers/cells.protocol.ts";
import type { FailedImage } from "../workers/train.protocol.ts";
import { type CellsWork, useCellsStore } from "./cells.ts";
import type { ReportProgress } from "./cells-work.ts";
import { ensureFields, keyOf } from "./predicted-fields.ts";
import { recordBatches } from "./record-batches.ts";
import { cellsWorker } from "./workers.ts";

let sessions = 0;

/** A new id for a session in which the worker accumulates scores or masks. */
export function newSession(): number {
  sessions += 1;
  return sessions;
}

/** Shows the failed images to the user; the others are processed. */
export function reportFailed(records: readonly ImageRecord[], failed: readonly FailedImage[]): void {
  if (failed.length === 0) return;
  const [{ id, sentence }] = failed;
  const name = records.find((record) => record.id === id)?.name ?? "An image";
  const others =
    failed.length === 1 ? "" : ` The same happened to ${counted(failed.length - 1, "other image")}.`;
  useCellsStore.setState({ error: `${name} was left out. ${sentence}${others}` });
}

/** Converts progress within a batch to progress over all images. */
function shifted(listener: (progress: CellsProgress) => void, before: number, total: number) {
  return ({ done }: CellsProgress) => listener({ done: before + done, total });
}

/**
 * Processes images whose fields are kept, in batches that fit into the cache; missing fields are predicted
 * first.
 */
export async function withFields(
  records: readonly ImageRecord[],
  gate: Gate,
  { signal, reportProgress: onEvent }: { signal: AbortSignal; reportProgress: ReportProgress },
  kind: CellsWork["kind"],
  each: (batch: readonly ImageRecord[], onEvent: (progress: CellsProgress) => void) => Promise<void>,
): Promise<void> {
  const failed: FailedImage[] = [];
  let before = 0;
  for (const batch of recordBatches(records)) {
    const predicting = shifted(onEvent("predicting"), before, records.length);
    failed.push(...(await ensureFields(batch, gate, { signal, onEvent: predicting })));
    const lost = new Set(failed.map(({ id }) => id));
    const there = batch.filter(({ id }) => !lost.has(id));
    await each(there, shifted(onEvent(kind), before, records.length));
    before += batch.length;
  }
  reportFailed(records, failed);
}

/** Scores images by a method. */
export async function score(
  records: readonly ImageRecord[],
  gate: Gate,
  choice: InstanceChoice,
  progress: { signal: AbortSignal; reportProgress: ReportProgress },
): Promise<SetScore> {
  const session = newSession();
  let result: SetScore = { choice, images: [], evaluation: null, outcomes: NO_OUTCOMES };
  await withFields(records, gate, progress, "scoring", async (batch, onEvent) => {
    const keys = batch.map((record) => keyOf(record, gate));
    const { signal } = progress;
    result = await cellsWorker().call("score", { keys, gate, choice, session }, { signal, onEvent });
  });
  progress.signal.throwIfAborted();
  return result;
}
