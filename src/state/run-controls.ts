import { resolveSteps } from "../core/dataset/sampling/resolve-steps.ts";
import { sentenceOf } from "../core/errors.ts";
import { type NoticePlace, whileReason } from "../core/notices/notice.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import { stageTitle } from "../core/recipe/stages.ts";
import { newRunId } from "../core/runs/run-id.ts";
import { earlyStopTexts } from "../core/schedule/early-stop-text.ts";
import { whileTraining } from "../platform/training-lock.ts";
import type { CheckpointSummary, ImageSource, RunIdentity } from "../workers/checkpoint.protocol.ts";
import type { Control, ResumedRun, StageReport, TrainEvent } from "../workers/train.protocol.ts";
import { whenImagesOpened } from "./dataset.ts";
import { whenOpened } from "./kept.ts";
import { keptRun } from "./kept-run.ts";
import { tieNotice } from "./notices.ts";
import { dismissOffer, offerStoredRun } from "./offered-run.ts";
import { useRecipeStore } from "./recipe.ts";
import { dismissRunError, useRunStore } from "./run.ts";
import { takeRunEvent } from "./run-events.ts";
import { runImages } from "./run-images.ts";
import { whyNotResume, whyNotStart } from "./run-readiness.ts";
import { followWatching, isRunWatched } from "./run-watching.ts";
import { measureSmallestCell } from "./smallest-cell.ts";
import { showLastStep } from "./step-updates.ts";
import { askPersistence, listEndedRun, whenRunsOpened } from "./stored-runs.ts";
import { storedTunings } from "./stored-tunings.ts";
import { planRun } from "./train-estimate.ts";
import { judgeNetworks } from "./verdict.ts";
import { showSource, useViewStore } from "./view.ts";
import { sampleWorkers, trainWorker } from "./workers.ts";

const { getState, setState } = useRunStore;

/** How a run begins. */
interface Start {
  /** Take one step and wait. */
  readonly singleStep: boolean;
  /** Whether somebody is watching the page and wants samples of the training. */
  readonly isShown: boolean;
  /** Steps over all stages after which it stops by itself; null for never. */
  readonly stopAfter: number | null;
  readonly run: RunIdentity;
  readonly recipe: Recipe;
  /** Multiplies the learning rate of the schedule. */
  readonly rateFactor: number;
  /** Null for a new run. */
  readonly resumed: ResumedRun | null;
}

async function train(start: Start): Promise<void> {
  const { singleStep, isShown, stopAfter, run, rateFactor, resumed } = start;
  const { chosenStages } = getState();
  const { training, validation } = runImages(start.recipe);
  const recipe = resolveSteps(start.recipe, training);
  setState({
    phase: "starting",
    startedAt: run.startedAt,
    compiling: null,
    reports: [],
    error: null,
    runId: run.id,
    checkpoints: 0,
    lastCheckpoint: null,
    checkpointProblem: null,
    stage: null,
    gate: recipe.gate,
    step: 0,
    totalSteps: 0,
    rateFactor,
    message: "Starting",
  });
  planRun(recipe, chosenStages);
  const sourceBefore = useViewStore.getState().source;
  showSource("training");
  const unfollow = isShown ? followWatching((isWatched) => control({ kind: "watch", isWatched })) : () => {};
  try {
    void askPersistence();
    const kept = await keptRun({ run, recipe, stages: chosenStages, images: { training, validation } });
    const ports = await sampleWorkers().openPorts();
    const args = {
      recipe,
      stages: chosenStages,
      training,
      validation,
      run,
      resumed,
      stopAfter,
      ports,
      singleStep,
      isWatched: isShown && isRunWatched(),
      tunings: storedTunings(),
      kept,
    };
    const started = { recipe, startsPaused: singleStep };
    const onTrainEvent = (event: TrainEvent) => takeRunEvent(event, started);
    const outcome = await whileTraining(() =>
      trainWorker().call("train", args, { transfer: ports, onEvent: onTrainEvent }),
    );
    showLastStep();
    await measureSmallestCell(training);
    setState({
      phase: outcome.stopped ? "stopped" : "finished",
      secondsLeft: null,
      message: outcome.stopped ? "Stopped; the weights so far are kept" : finishedMessage(outcome.reports),
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
    await offerStoredRun(run.id);
  } finally {
    unfollow();
    listEndedRun();
    // Without a run there is no sample to show.
    if (useViewStore.getState().source === "training") showSource(sourceBefore);
  }
}

/** Message at the end of a run, with the reasons of stages that ended early. */
function finishedMessage(reports: readonly StageReport[]): string {
  const early = earlyStopTexts(reports);
  const trained = `Trained ${reports.map(({ stage }) => stageTitle(stage)).join(", ")}`;
  return early.length === 0 ? trained : `${trained}. ${early.join(" ")}`;
}

function control(command: Control): void {
  trainWorker()
    .call("control", command)
    .catch((error: unknown) => setState({ error: sentenceOf(error) }));
}

const RUN_ERROR: NoticePlace = { read: () => getState().error, clear: dismissRunError };

/** Shows why a run cannot be started, for as long as the reason applies. */
function refuse(reason: string, whyNot: () => string | null): void {
  setState({ error: reason });
  tieNotice(RUN_ERROR, whileReason(reason, whyNot));
}

/** Starts a run as soon as images and networks of earlier visits are there, unless something is missing. */
async function trainWhenReady(start: () => Start, whyNot: () => string | null): Promise<void> {
  await Promise.all([whenOpened(), whenImagesOpened(), whenRunsOpened()]);
  const reason = whyNot();
  if (reason) refuse(reason, whyNot);
  else await train(start());
}

/** A new run of the current recipe. */
function newRun(source: ImageSource | null): Pick<Start, "run" | "recipe" | "rateFactor" | "resumed"> {
  const startedAt = Date.now();
  const id = newRunId(startedAt, Math.random());
  const { recipe } = useRecipeStore.getState();
  return { run: { id, startedAt, source }, recipe, rateFactor: 1, resumed: null };
}

/** How a run is started by a program. */
interface RunOptions {
  readonly isShown?: boolean;
  readonly stopAfter?: number | null;
  /** Where its images were read from, for its checkpoint. */
  readonly source?: ImageSource | null;
}

/**
 * Starts a run of the chosen stages, unless something is missing.
 * @param options by default for somebody who is watching the page
 */
export function startRun({
  isShown = true,
  stopAfter = null,
  source = null,
}: RunOptions = {}): Promise<void> {
  return trainWhenReady(() => ({ singleStep: false, isShown, stopAfter, ...newRun(source) }), whyNotStart);
}

/** Continues a run from its checkpoint, with this recipe and the current images, unless something is missing. */
export function continueRun(
  resumed: ResumedRun,
  { run, stages, recipe, rateFactor }: CheckpointSummary,
  { isShown = true, stopAfter = null }: Omit<RunOptions, "source"> = {},
): Promise<void> {
  return trainWhenReady(() => {
    dismissOffer();
    setState({ chosenStages: stages });
    return { singleStep: false, isShown, stopAfter, run, recipe, rateFactor, resumed };
  }, whyNotResume);
}

/** Takes one step: of the run in progress, or the first of a new one. */
export async function stepOnce(): Promise<void> {
  if (getState().phase === "running" || getState().phase === "paused") {
    control({ kind: "step" });
    setState({ phase: "paused" });
    return;
  }
  await trainWhenReady(
    () => ({ singleStep: true, isShown: true, stopAfter: null, ...newRun(null) }),
    whyNotStart,
  );
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
