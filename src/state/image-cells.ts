import type { ImageRecord } from "../core/dataset/image-record.ts";
import { LabError } from "../core/errors.ts";
import type { InstanceChoice } from "../core/instances/parameters.ts";
import type { Gate } from "../core/recipe/recipe.ts";
import type { CellsProgress, FieldPlanes, FoundCells } from "../workers/cells.protocol.ts";
import { ensureFields, keyOf } from "./predicted-fields.ts";
import { cellsWorker } from "./workers.ts";

/** Planes of the image asked for last: a slider asks for other cells in the same planes again and again. */
let last: FieldPlanes | null = null;
/** Grows whenever the planes are forgotten: those that are on their way then are old. */
let generation = 0;

/** Forgets the planes, e.g. since the networks have changed. */
export function forgetPlanes(): void {
  last = null;
  generation += 1;
}

async function planesOf(record: ImageRecord, gate: Gate): Promise<FieldPlanes | null> {
  const key = keyOf(record, gate);
  if (last && last.key.imageId === key.imageId && last.key.gate === key.gate) return last;
  const asked = generation;
  const planes = await cellsWorker().call("planes", { key });
  if (asked === generation) last = planes;
  return planes;
}

/**
 * Cells of one image, which is predicted where that was not done yet; null when its field was dropped in between.
 * @throws LabError when it cannot be predicted
 */
export async function findInImage(
  record: ImageRecord,
  gate: Gate,
  choice: InstanceChoice,
  progress: { signal: AbortSignal; onEvent: (progress: CellsProgress) => void },
): Promise<FoundCells | null> {
  const [failed] = await ensureFields([record], gate, progress);
  if (failed) throw new LabError(`${record.name}: ${failed.sentence}`);
  // Of a slider that is dragged only the last place counts.
  progress.signal.throwIfAborted();
  const found = await cellsWorker().call("find", { key: keyOf(record, gate), choice });
  const planes = found && (await planesOf(record, gate));
  return planes && { ...planes, ...found };
}
