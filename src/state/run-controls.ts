import { loadedCode } from "../core/loaded-code.ts";
import { type NoticePlace, whileReason } from "../core/notices/notice.ts";
import { PIPELINES } from "../core/recipe/pipelines.ts";
import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import { newRunId } from "../core/runs/run-id.ts";
import type { CheckpointSummary, ImageSource, RunIdentity } from "../workers/checkpoint.protocol.ts";
import type { ResumedRun } from "../workers/train.protocol.ts";
import { controlRun } from "./control-run.ts";
import { whenImagesOpened } from "./dataset.ts";
import { whenOpened } from "./kept.ts";
import { tieNotice } from "./notices.ts";
import { dismissOffer } from "./offered-run.ts";
import { useRecipeStore } from "./recipe.ts";
import { dismissRunError, useRunStore } from "./run.ts";
import { whyNotResume, whyNotStart } from "./run-readiness.ts";
import { whenRunsOpened } from "./runs.ts";
import type { QueuedStart, Start } from "./train-run.ts";

const { getState, setState } = useRunStore;

const RUN_ERROR: NoticePlace = { read: () => getState().error, clear: dismissRunError };

/** Shows why a run cannot be started, for as long as the reason applies. */
function refuse(reason: string, whyNot: () => string | null): void {
  setState({ error: reason });
  tieNotice(RUN_ERROR, whileReason(reason, whyNot));
}

let loading: Promise<typeof import("./train-run.ts")> | null = null;

/** Loads the code that trains, unless it is there: then a run begins at once. */
export async function loadTraining() {
  loading ??= loadedCode(import("./train-run.ts"));
  try {
    return await loading;
  } catch (error) {
    loading = null;
    throw error;
  }
}

/** Resolves with what trains when images, networks and runs of earlier visits are there. */
async function whenReady() {
  const [{ train }] = await Promise.all([loadTraining(), whenOpened(), whenImagesOpened(), whenRunsOpened()]);
  return train;
}

/** Starts a run as soon as images and networks of earlier visits are there, unless something is missing. */
async function trainWhenReady(start: () => Start, whyNot: () => string | null): Promise<void> {
  const train = await whenReady();
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
  const train = await whenReady();
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
    controlRun({ kind: "step" });
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
  controlRun({ kind: "pause" });
  setState({ phase: "paused" });
}

/** Resumes a paused run. */
export function resumeRun(): void {
  controlRun({ kind: "resume" });
  setState({ phase: "running" });
}

/** Stops the run; the current weights are kept. */
export function stopRun(): void {
  controlRun({ kind: "stop" });
  setState({ phase: "stopping", message: "Stopping" });
}

/** Multiplies the learning rate of the following steps. */
export function setRateFactor(rateFactor: number): void {
  setState({ rateFactor });
  controlRun({ kind: "rateFactor", factor: rateFactor });
}
