import { resolveSteps } from "../core/dataset/sampling/resolve-steps.ts";
import { sentenceOf } from "../core/errors.ts";
import { type NoticePlace, whileReason } from "../core/notices/notice.ts";
import { PIPELINES } from "../core/recipe/pipelines.ts";
import type { Recipe, Stage } from "../core/recipe/recipe.ts";
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
import { withSynthetic } from "./with-synthetic.ts";
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
  readonly stages: readonly Stage[];
  /** Null for a run that is not of a queue. */
  readonly queued: QueuedStart | null;
  /** Multiplies the learning rate of the schedule. */
  readonly rateFactor: number;
  /** Null for a new run. */
  readonly resumed: ResumedRun | null;
}

/** What is particular to a run of a queue. */
interface QueuedStart {
  /** Name under which it is kept. */
  readonly name: string;
  /** Whether the networks in place are of an earlier run of the same queue. */
  readonly follows: boolean;
}

async function train(start: Start): Promise<void> {
  const { singleStep, isShown, stopAfter, run, stages, queued, rateFactor, resumed } = start;
  const keepsPrevious = queued?.follows ?? false;
  const { training, validation } = runImages(start.recipe);
  const recipe = resolveSteps(withSynthetic(start.recipe), training);
  setState({
    phase: "starting",
    startedAt: run.startedAt,
    compiling: null,
    reports: [],
    error: null,
    runId: run.id,
    followsInQueue: keepsPrevious,
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
  planRun(recipe, stages);
  const sourceBefore = useViewStore.getState().source;
  showSource("training");
  const unfollow = isShown ? followWatching((isWatched) => control({ kind: "watch", isWatched })) : () => {};
  try {
    void askPersistence();
    const name = queued?.name ?? null;
    const kept = await keptRun({ run, name, recipe, stages, images: { training, validation } });
    const ports = await sampleWorkers().openPorts();
    const args = {
      recipe,
      stages,
      training,
      validation,
      run,
      resumed,
      keepsPrevious,
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
    if (isShown && !queued) judgeNetworks();
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

/** Resolves when images, networks and runs of earlier visits are there. */
async function whenReady(): Promise<void> {
  await Promise.all([whenOpened(), whenImagesOpened(), whenRunsOpened()]);
}

/** Starts a run as soon as images and networks of earlier visits are there, unless something is missing. */
async function trainWhenReady(start: () => Start, whyNot: () => string | null): Promise<void> {
  await whenReady();
  const reason = whyNot();
  if (reason) refuse(reason, whyNot);
  else await train(start());
}

function newIdentity(source: ImageSource | null): RunIdentity {
  const startedAt = Date.now();
  return { id: newRunId(startedAt, Math.random()), startedAt, source };
}

/** A new run of the current recipe and the chosen stages. */
function newRun(source: ImageSource | null): Omit<Start, "singleStep" | "isShown" | "stopAfter"> {
  const { recipe } = useRecipeStore.getState();
  const { chosenStages: stages } = getState();
  return { run: newIdentity(source), recipe, stages, queued: null, rateFactor: 1, resumed: null };
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
    // The recipe of the next run may be of the other pipeline, whose stages stay chosen.
    const { pipeline } = useRecipeStore.getState().recipe;
    if (stages.some((stage) => PIPELINES[pipeline].stages.includes(stage))) {
      setState({ chosenStages: stages });
    }
    return { singleStep: false, isShown, stopAfter, run, recipe, stages, queued: null, rateFactor, resumed };
  }, whyNotResume);
}

/** A run of a queue: a new one, or an interrupted one that goes on from its checkpoint. */
export interface QueuedTraining extends QueuedStart {
  readonly recipe: Recipe;
  readonly stages: readonly Stage[];
  readonly interrupted: { readonly resumed: ResumedRun; readonly summary: CheckpointSummary } | null;
  /** Called with the id of the run before it starts. */
  readonly onStart: (runId: string) => Promise<void>;
}

/**
 * Trains a run of a queue and resolves when it has ended; the recipe and the stages that the user has chosen stay as
 * they are. Returns why it could not start; null if it did.
 */
export async function trainQueued(training: QueuedTraining): Promise<string | null> {
  const { name, follows, recipe, stages, interrupted, onStart } = training;
  await whenReady();
  const reason = whyNotResume(recipe);
  if (reason !== null) return reason;
  const run = interrupted?.summary.run ?? newIdentity(null);
  await onStart(run.id);
  dismissOffer();
  await train({
    singleStep: false,
    isShown: true,
    stopAfter: null,
    run,
    recipe,
    stages,
    queued: { name, follows },
    rateFactor: interrupted?.summary.rateFactor ?? 1,
    resumed: interrupted?.resumed ?? null,
  });
  return null;
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
