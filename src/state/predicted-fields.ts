import type { ImageRecord } from "../core/dataset/image-record.ts";
import { LabError } from "../core/errors.ts";
import { gateOf } from "../core/recipe/gate-of.ts";
import { predictsQuantity } from "../core/recipe/pipelines.ts";
import type { Gate } from "../core/recipe/recipe.ts";
import type { CellsProgress, FieldKey } from "../workers/cells.protocol.ts";
import type { CallOptions } from "../workers/rpc.ts";
import type { FailedImage } from "../workers/train.protocol.ts";
import { useInstanceSettings } from "./instance-settings.ts";
import { networksInUse } from "./networks-in-use.ts";
import { useRecipeStore } from "./recipe.ts";
import { isActive, useRunStore } from "./run.ts";
import { cellsWorker, sampleWorkers, trainWorker } from "./workers.ts";

/** A prediction that is not possible now, with advice. */
class PredictionError extends LabError {
  override name = "PredictionError";
}

const NO_UNET =
  "The predicted mask needs a trained U-Net. Train One network or the stage Cell mask, or use the true mask of images with labels.";

/** Key of the field of an image. */
export function keyOf(record: ImageRecord, gate: Gate): FieldKey {
  return { imageId: record.id, gate: gateOf(record, gate) };
}

/** Why the fields of images cannot be predicted now; null if they can. */
export function whyNotPredict(records: readonly ImageRecord[], gate: Gate): string | null {
  const { trained, phase } = useRunStore.getState();
  if (trained.length === 0) return "Nothing is trained yet. Train the stages, or import weights.";
  if (isActive(phase)) return "A run is in progress. Cells can be found when it has ended.";
  const needsMask = records.some((record) => gateOf(record, gate) === "predicted");
  return needsMask && !predictsQuantity(networksInUse(), "mask") ? NO_UNET : null;
}

/**
 * Predicts the fields of images that have none yet, and passes them to the worker that finds cells. Returns
 * the failed images; the fields of all others are there.
 * @throws PredictionError if prediction is not possible now
 */
export async function ensureFields(
  records: readonly ImageRecord[],
  gate: Gate,
  { signal, onEvent }: { signal: AbortSignal; onEvent: (progress: CellsProgress) => void },
): Promise<readonly FailedImage[]> {
  signal.throwIfAborted();
  const keys = records.map((record) => keyOf(record, gate));
  const missing = new Set((await cellsWorker().call("missing", { keys })).map(({ imageId }) => imageId));
  const images = records.filter(({ id }) => missing.has(id));
  if (images.length === 0) return [];
  const reason = whyNotPredict(images, gate);
  if (reason) throw new PredictionError(reason);
  const { port1, port2 } = new MessageChannel();
  const generation = await cellsWorker().call("attach", { port: port1 }, { transfer: [port1] });
  return predictInto({ port: port2, generation }, images, gate, { signal, onEvent });
}

/**
 * Predicts the fields of images and passes them to a port, whose other side answers `keep` of `CellsCalls`. Returns the
 * failed images.
 */
export async function predictInto(
  { port, generation }: { readonly port: MessagePort; readonly generation: number },
  images: readonly ImageRecord[],
  gate: Gate,
  { signal, onEvent }: Pick<CallOptions<CellsProgress>, "signal" | "onEvent">,
): Promise<readonly FailedImage[]> {
  const samples = await sampleWorkers().openPorts();
  const { testTimeAugmentation } = useInstanceSettings.getState();
  const { recipe } = useRecipeStore.getState();
  const requested = images.map(({ id, rows, columns, labelled }) => ({ id, rows, columns, labelled }));
  return trainWorker().call(
    "predictFields",
    { images: requested, recipe, gate, testTimeAugmentation, samples, cells: port, generation },
    { signal, onEvent, transfer: [...samples, port] },
  );
}
