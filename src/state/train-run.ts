import { resolveSteps } from "../core/dataset/sampling/resolve-steps.ts";
import { sentenceOf } from "../core/errors.ts";
import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import { stageTitle } from "../core/recipe/stages.ts";
import { earlyStopTexts } from "../core/schedule/early-stop-text.ts";
import { whileTraining } from "../platform/training-lock.ts";
import type { RunIdentity } from "../workers/checkpoint.protocol.ts";
import type { ResumedRun, StageReport, TrainEvent } from "../workers/train.protocol.ts";
import { controlRun } from "./control-run.ts";
import { planRun } from "./estimate-runs.ts";
import { judgeNetworks } from "./judge-networks.ts";
import { keptRun } from "./kept-run.ts";
import { offerStoredRun } from "./offered-run.ts";
import { useRunStore } from "./run.ts";
import { takeRunEvent } from "./run-events.ts";
import { runImages } from "./run-images.ts";
import { followWatching, isRunWatched } from "./run-watching.ts";
import { measureSmallestCell } from "./smallest-cell.ts";
import { showLastStep } from "./step-updates.ts";
import { askPersistence, listEndedRun } from "./stored-runs.ts";
import { storedTunings } from "./stored-tunings.ts";
import { showSource, useViewStore } from "./view.ts";
import { withSynthetic } from "./with-synthetic.ts";
import { sampleWorkers, trainWorker } from "./workers.ts";

const { setState } = useRunStore;

/** How a run begins. */
export interface Start {
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
export interface QueuedStart {
  /** Name under which it is kept. */
  readonly name: string;
  /** Whether the networks in place are of an earlier run of the same queue. */
  readonly follows: boolean;
}

/** Trains until the run has ended, whatever ends it: the state of the run says how. */
export async function train(start: Start): Promise<void> {
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
  const unfollow = isShown
    ? followWatching((isWatched) => controlRun({ kind: "watch", isWatched }))
    : () => {};
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
