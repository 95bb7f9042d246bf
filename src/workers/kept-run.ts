import { LabError, sentenceOf } from "../core/errors.ts";
import type { CheckpointWriter } from "./checkpoint-writer.ts";
import { openRunStore } from "./open-run-store.ts";
import type { KeptRun } from "./run.protocol.ts";
import { RunKeeper } from "./run-keeper.ts";
import { RunStoreError } from "./run-store.ts";
import type { RunOutcome, TrainEvent } from "./train.protocol.ts";

type Emit = (event: TrainEvent, transfer?: Transferable[]) => void;

/**
 * Begins or continues to keep a run. If that fails, the page is told and the run is not kept; null then.
 * @throws RunStoreError if a run that is to be resumed is in training in another tab
 */
export async function beginKeeping(
  kept: KeptRun | null,
  isResumed: boolean,
  emit: Emit,
): Promise<RunKeeper | null> {
  if (!kept) return null;
  const onFailure = (sentence: string) => emit({ kind: "notKept", sentence });
  try {
    const context = {
      store: await openRunStore(),
      limit: kept.limit,
      onRecord: (record: KeptRun["record"]) => emit({ kind: "run", record }),
      onFailure,
    };
    // A run whose checkpoint comes from elsewhere is new here.
    const isStored = isResumed && (await context.store.find(kept.record.id))?.record;
    const { record, images } = kept;
    return await (isStored ? RunKeeper.resume : RunKeeper.begin)(context, record, images);
  } catch (error) {
    if (!(error instanceof LabError) || (isResumed && error instanceof RunStoreError)) throw error;
    onFailure(`This run is not kept in the list of runs. ${error.message}`);
    return null;
  }
}

/**
 * Runs a training while it is kept, keeps how it ended, and discards the checkpoint of a run that has finished. If the end
 * could not be stored, the checkpoint stays: the last weights are nowhere else.
 */
export async function whileKept(
  keeper: RunKeeper | null,
  writer: CheckpointWriter | null,
  train: () => Promise<RunOutcome>,
): Promise<RunOutcome> {
  let outcome: RunOutcome;
  try {
    outcome = await train();
  } catch (error) {
    await keeper?.end({ kind: "failed", message: sentenceOf(error) });
    throw error;
  }
  const isStored = keeper === null || (await keeper.end({ kind: outcome.stopped ? "stopped" : "finished" }));
  if (isStored && !outcome.stopped) await writer?.discard();
  return outcome;
}
