import { sentenceOf } from "../core/errors.ts";
import { endText } from "../core/queue/queue-text.ts";
import {
  ended,
  nextRun,
  placeOf,
  type QueuedRun,
  type QueuedState,
  started,
  withBegun,
  withEnded,
} from "../core/queue/run-queue.ts";
import { startOfId } from "../core/runs/run-id.ts";
import { whileQueueRuns } from "../platform/queue-locks.ts";
import { checkpointChanges } from "./checkpoint-changes.ts";
import { whenImagesOpened } from "./dataset.ts";
import { notifyOfEnd } from "./end-notification.ts";
import { judgeNetworks } from "./judge-networks.ts";
import { isLastRun } from "./network-history.ts";
import { dismissOffer, offerStoredRun, useOfferedRun } from "./offered-run.ts";
import { useQueueStore } from "./queue.ts";
import { queueSeconds } from "./queue-estimate.ts";
import { whyNotStartQueue } from "./queue-readiness.ts";
import { isActive, useRunStore } from "./run.ts";
import { type QueuedTraining, stopRun, trainQueued } from "./run-controls.ts";
import { runImages } from "./run-images.ts";
import { changeQueue, openQueue, useRunQueue } from "./run-queue.ts";

type EndState = Exclude<QueuedState, { readonly kind: "waiting" | "running" }>;

const queueNow = () => useRunQueue.getState().queue;

/** Where an interrupted run goes on; null if it starts again: without a checkpoint, or with other images. */
async function interruptedAt(runId: string, { recipe }: QueuedRun): Promise<QueuedTraining["interrupted"]> {
  if (!(await offerStoredRun(runId))) return null;
  const { offered } = useOfferedRun.getState();
  dismissOffer();
  if (offered?.summary.run.id !== runId) return null;
  const { checkpoint, summary } = offered;
  if (checkpointChanges(summary, { recipe, images: runImages(recipe) }).length > 0) return null;
  return { resumed: { ...checkpoint, replacesOwn: isLastRun(summary.run.startedAt) }, summary };
}

/** Whether the networks in place are of a run of the queue. */
function followsOwn(): boolean {
  return queueNow().runs.some(
    ({ state }) => "runId" in state && state.runId !== null && isLastRun(startOfId(state.runId)),
  );
}

function endOf(runId: string): EndState {
  const { phase, error } = useRunStore.getState();
  if (phase === "finished" || phase === "stopped") return { kind: phase, runId };
  return { kind: "failed", runId, message: error ?? "The run has ended without telling why." };
}

/** Trains a run, and returns how it has ended. */
async function trainOne(run: QueuedRun): Promise<EndState> {
  let runId = run.state.kind === "running" ? run.state.runId : null;
  try {
    await whenImagesOpened();
    const interrupted = runId === null ? null : await interruptedAt(runId, run);
    const { name, recipe, stages } = run;
    const onStart = async (id: string) => {
      runId = id;
      await changeQueue((queue) => withBegun(queue, run.key, id));
    };
    const reason = await trainQueued({ name, recipe, stages, follows: followsOwn(), interrupted, onStart });
    if (reason !== null) return { kind: "failed", runId: null, message: reason };
    return endOf(runId ?? "");
  } catch (error) {
    return { kind: "failed", runId, message: sentenceOf(error) };
  }
}

function showProgress(run: QueuedRun): void {
  const queue = queueNow();
  const after = queue.runs.filter(({ key, state }) => key !== run.key && state.kind === "waiting");
  const progress = {
    place: placeOf(queue, run.key),
    of: queue.runs.length,
    secondsAfter: queueSeconds(after),
  };
  useQueueStore.setState({ progress });
}

/** Resolves when no run is in progress. */
function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (isActive(useRunStore.getState().phase)) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = useRunStore.subscribe(check);
    check();
  });
}

async function trainAll(): Promise<void> {
  for (let run = nextRun(queueNow()); run; run = nextRun(queueNow())) {
    const { key } = run;
    showProgress(run);
    const state = await trainOne(run);
    // A queue whose end cannot be stored would train the same run again.
    if (!(await changeQueue((queue) => withEnded(queue, key, state)))) return;
    await whenIdle();
    if (useQueueStore.getState().isStopping) await changeQueue(ended);
  }
}

/** A run that is starting cannot be stopped yet: it is, as soon as it trains. */
function stopWhenAsked(): () => void {
  const check = () => {
    if (!useQueueStore.getState().isStopping) return;
    if (["running", "paused"].includes(useRunStore.getState().phase)) stopRun();
  };
  const unsubscribes = [useRunStore.subscribe(check), useQueueStore.subscribe(check)];
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe();
  };
}

async function train(): Promise<void> {
  const release = stopWhenAsked();
  // What else the page can start waits from now on.
  useQueueStore.setState({
    progress: { place: 1, of: 1, secondsAfter: null },
    isStopping: false,
    notice: null,
  });
  try {
    if (await changeQueue(started)) await trainAll();
  } finally {
    release();
    const { isStopping } = useQueueStore.getState();
    const text = endText(queueNow());
    useQueueStore.setState({ progress: null, isStopping: false, notice: { kind: "ended", text } });
    if (!isStopping) notifyOfEnd(text);
    judgeNetworks();
  }
}

/** Trains the runs of the queue one after the other, unless something is missing or another tab does so. */
export async function startQueue(): Promise<void> {
  await Promise.all([openQueue(), whenImagesOpened()]);
  const reason = whyNotStartQueue();
  if (reason !== null) {
    useRunQueue.setState({ problem: reason });
    return;
  }
  const isOwn = await whileQueueRuns(train);
  // Or a second click in this tab.
  if (!isOwn && useQueueStore.getState().progress === null)
    useRunQueue.setState({ isElsewhere: true, problem: "Another tab of this page trains the queue." });
}
