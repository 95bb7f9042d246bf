import type { ImageRecord } from "../core/dataset/image-record.ts";
import { LabError } from "../core/errors.ts";
import type { InstanceChoice } from "../core/instances/parameters.ts";
import type { Gate } from "../core/recipe/recipe.ts";
import type { CellsProgress, FieldPlanes, FoundCells } from "../workers/cells.protocol.ts";
import { ensureFields, keyOf } from "./predicted-fields.ts";
import { cellsWorker } from "./workers.ts";

/** Planes of the last requested image: a slider requests other cells in the same planes again and again. */
let last: FieldPlanes | null = null;
/** Incremented whenever the planes are discarded, which invalidates planes in transit. */
let generation = 0;

/** Discards the planes, e.g. because the networks have changed. */
export function forgetPlanes(): void {
  last = null;
  generation += 1;
}

async function planesOf(record: ImageRecord, gate: Gate): Promise<FieldPlanes | null> {
  const key = keyOf(record, gate);
  if (last && last.key.imageId === key.imageId && last.key.gate === key.gate) return last;
  const requestedGeneration = generation;
  const planes = await cellsWorker().call("planes", { key });
  if (requestedGeneration === generation) last = planes;
  return planes;
}

/**
 * Cells of one image, which is predicted first if necessary; null if its field was dropped in the meantime.
 * @throws LabError if it cannot be predicted
 */
export async function findInImage(
  record: ImageRecord,
  gate: Gate,
  choice: InstanceChoice,
  progress: { signal: AbortSignal; onEvent: (progress: CellsProgress) => void },
): Promise<FoundCells | null> {
  const [failed] = await ensureFields([record], gate, progress);
  if (failed) throw new LabError(`${record.name}: ${failed.sentence}`);
  // While a slider is dragged, only the last position matters.
  progress.signal.throwIfAborted();
  const found = await cellsWorker().call("find", { key: keyOf(record, gate), choice });
  const planes = found && (await planesOf(record, gate));
  return planes && { ...planes, ...found };
}
