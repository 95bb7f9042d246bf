import { sentenceOf } from "../core/errors.ts";
import { type NoticePlace, whileReason } from "../core/notices/notice.ts";
import { whileTraining } from "../platform/training-lock.ts";
import type { Control, TrainEvent } from "../workers/train.protocol.ts";
import { whenImagesOpened } from "./dataset.ts";
import { whenOpened } from "./kept.ts";
import { tieNotice } from "./notices.ts";
import { useRecipeStore } from "./recipe.ts";
import { dismissRunError, useRunStore } from "./run.ts";
import { takeRunEvent } from "./run-events.ts";
import { runImages } from "./run-images.ts";
import { whyNotStart } from "./run-readiness.ts";
import { followWatching, isRunWatched } from "./run-watching.ts";
import { showLastStep } from "./step-updates.ts";
import { storedTunings } from "./stored-tunings.ts";
import { planRun } from "./train-estimate.ts";
import { judgeNetworks } from "./verdict.ts";
import { showSource, useViewStore } from "./view.ts";
import { sampleWorkers, trainWorker } from "./workers.ts";

const { getState, setState } = useRunStore;

async function run(singleStep: boolean, isShown: boolean): Promise<void> {
  const { chosenStages } = getState();
  const { recipe } = useRecipeStore.getState();
  const { training, validation } = runImages();
  setState({
    phase: "starting",
    startedAt: Date.now(),
    compiling: null,
    reports: [],
    error: null,
    stage: null,
    gate: recipe.gate,
    step: 0,
    totalSteps: 0,
    rateFactor: 1,
    message: "Starting",
  });
  planRun(recipe, chosenStages);
  const sourceBefore = useViewStore.getState().source;
  showSource("training");
  const unfollow = isShown ? followWatching((isWatched) => control({ kind: "watch", isWatched })) : () => {};
  try {
    const ports = await sampleWorkers().openPorts();
    const args = {
      recipe,
      stages: chosenStages,
      training,
      validation,
      ports,
      singleStep,
      isWatched: isShown && isRunWatched(),
      tunings: storedTunings(),
    };
    const started = { recipe, startsPaused: singleStep };
    const onTrainEvent = (event: TrainEvent) => takeRunEvent(event, started);
    const outcome = await whileTraining(() =>
      trainWorker().call("train", args, { transfer: ports, onEvent: onTrainEvent }),
    );
    showLastStep();
    setState({
      phase: outcome.stopped ? "stopped" : "finished",
      secondsLeft: null,
      message: outcome.stopped ? "Stopped; the weights so far are kept" : "Training finished",
    });
    if (isShown) judgeNetworks();
  } catch (error) {
    showLastStep();
    setState({
      phase: "failed",
      compiling: null,
      error: sentenceOf(error),
      message: sentenceOf(error),
      secondsLeft: null,
    });
  } finally {
    unfollow();
    // Without a run there is no sample to show.
    if (useViewStore.getState().source === "training") showSource(sourceBefore);
  }
}

function control(command: Control): void {
  trainWorker()
    .call("control", command)
    .catch((error: unknown) => setState({ error: sentenceOf(error) }));
}

const RUN_ERROR: NoticePlace = { read: () => getState().error, clear: dismissRunError };

/** Shows why a run cannot be started, for as long as the reason applies. */
function refuse(reason: string): void {
  setState({ error: reason });
  tieNotice(RUN_ERROR, whileReason(reason, whyNotStart));
}

/** Starts a run as soon as images and networks of earlier visits are there, unless something is missing. */
async function runWhenReady(singleStep: boolean, isShown: boolean): Promise<void> {
  await Promise.all([whenOpened(), whenImagesOpened()]);
  const reason = whyNotStart();
  if (reason) refuse(reason);
  else await run(singleStep, isShown);
}

/**
 * Starts a run of the chosen stages, unless something is missing.
 * @param isShown whether somebody is watching the page and wants samples of the training
 */
export function startRun({ isShown = true } = {}): Promise<void> {
  return runWhenReady(false, isShown);
}

/** Takes one step: of the run in progress, or the first of a new one. */
export async function stepOnce(): Promise<void> {
  if (getState().phase === "running" || getState().phase === "paused") {
    control({ kind: "step" });
    setState({ phase: "paused" });
    return;
  }
  await runWhenReady(true, true);
}

/** Pauses the run before its next step. */
export function pauseRun(): void {
  control({ kind: "pause" });
  setState({ phase: "paused" });
}

/** Resumes a paused run. */
export function resumeRun(): void {
  control({ kind: "resume" });
  setState({ phase: "running" });
}

/** Stops the run; the current weights are kept. */
export function stopRun(): void {
  control({ kind: "stop" });
  setState({ phase: "stopping", message: "Stopping" });
}

/** Multiplies the learning rate of the following steps. */
export function setRateFactor(rateFactor: number): void {
  setState({ rateFactor });
  control({ kind: "rateFactor", factor: rateFactor });
}
