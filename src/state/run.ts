import { create } from "zustand";
import { splitImages } from "../core/dataset/sampling/split.ts";
import { sentenceOf } from "../core/errors.ts";
import { type NoticePlace, whileReason } from "../core/notices/notice.ts";
import { imageValuesOf, type SeenImages, sameImageValues } from "../core/recipe/image-values.ts";
import { type Gate, networksOf, type Recipe, STAGES, type Stage } from "../core/recipe/recipe.ts";
import { stageTitle } from "../core/recipe/stages.ts";
import { whileTraining } from "../platform/training-lock.ts";
import type { Control, StageReport, TrainEvent } from "../workers/train.protocol.ts";
import { NOTHING_LABELLED, useDatasetStore } from "./dataset.ts";
import { probeDevice } from "./device.ts";
import { usedRecords } from "./exclusion.ts";
import { whenOpened } from "./kept.ts";
import { tieNotice } from "./notices.ts";
import { useRecipeStore } from "./recipe.ts";
import { RunLog } from "./run-log.ts";
import { showFields } from "./shown-fields.ts";
import { StepPace, smoothed } from "./step-pace.ts";
import { storedTunings } from "./stored-tunings.ts";
import { showSource, useViewStore } from "./view.ts";
import { sampleWorkers, trainWorker } from "./workers.ts";

export type Phase =
  | "idle"
  | "starting"
  | "running"
  | "paused"
  | "stopping"
  | "finished"
  | "stopped"
  | "failed";

interface RunState {
  readonly phase: Phase;
  /** Stages that the next run trains, in the order of the pipeline. */
  readonly chosenStages: readonly Stage[];
  /** Stages that have weights. */
  readonly trained: readonly Stage[];
  /** What each of them saw of a picture in its training. */
  readonly seen: SeenImages;
  /** When the run was started, in ms since 1970; null before the first of this visit. */
  readonly startedAt: number | null;
  /** When the run was started that drew the curves of each stage. */
  readonly curveRuns: Readonly<Partial<Record<Stage, number>>>;
  readonly stage: Stage | null;
  /** The mask that gates the Direction Net in the current run. */
  readonly gate: Gate;
  /** Steps done and to do in the current stage. */
  readonly step: number;
  readonly totalSteps: number;
  readonly epoch: number;
  readonly parameters: number;
  /** Kernels compiled and to compile; null when there is nothing to wait for. */
  readonly compiling: { readonly done: number; readonly all: number } | null;
  readonly stepMilliseconds: number | null;
  readonly dataWaitMilliseconds: number | null;
  /** Of the current stage. */
  readonly secondsLeft: number | null;
  readonly memoryBytes: number | null;
  /** Multiplies the schedule's learning rate. */
  readonly rateFactor: number;
  readonly reports: readonly StageReport[];
  /** What happened last, for the status line and screen readers: at most once an epoch. */
  readonly message: string;
  /** The sentence of the failure that ended the run. */
  readonly error: string | null;
  /** Grows whenever the run log has changed. */
  readonly logRevision: number;
}

/** The current run in small numbers; its curves are in `runLog`. */
export const useRunStore = create<RunState>(() => ({
  phase: "idle",
  chosenStages: STAGES,
  trained: [],
  seen: {},
  startedAt: null,
  curveRuns: {},
  stage: null,
  gate: "true",
  step: 0,
  totalSteps: 0,
  epoch: 0,
  parameters: 0,
  compiling: null,
  stepMilliseconds: null,
  dataWaitMilliseconds: null,
  secondsLeft: null,
  memoryBytes: null,
  rateFactor: 1,
  reports: [],
  message: "",
  error: null,
  logRevision: 0,
}));

const { getState, setState } = useRunStore;

/** Steps and epochs of the last training of each stage. */
export const runLog = new RunLog();

/** Whether a run is under way. */
export function isActive(phase: Phase): boolean {
  return phase === "starting" || phase === "running" || phase === "paused" || phase === "stopping";
}

function inOrder(stages: readonly Stage[]): Stage[] {
  return STAGES.filter((stage) => stages.includes(stage));
}

/** Chooses whether the next run trains a stage. */
export function chooseStage(stage: Stage, chosen: boolean): void {
  const others = getState().chosenStages.filter((other) => other !== stage);
  setState({ chosenStages: inOrder(chosen ? [...others, stage] : others) });
}

/** Whether the run that starts shall wait after its first step. */
let startsPaused = false;
const stepPace = new StepPace();

function onStep(event: Extract<TrainEvent, { kind: "step" }>): void {
  runLog.add(event);
  const { phase, stepMilliseconds, dataWaitMilliseconds, totalSteps, logRevision } = getState();
  const pace = stepPace.step(phase === "running");
  setState({
    step: event.step,
    epoch: event.epoch,
    stepMilliseconds: smoothed(stepMilliseconds, event.stepMilliseconds),
    dataWaitMilliseconds: smoothed(dataWaitMilliseconds, event.dataWaitMilliseconds),
    secondsLeft: pace === null ? null : (pace * (totalSteps - event.step)) / 1000,
    memoryBytes: event.memoryBytes,
    logRevision: logRevision + 1,
  });
}

function epochMessage(
  { stage, step, validation }: Extract<TrainEvent, { kind: "epoch" }>,
  gate: Gate,
): string {
  const gated = networksOf(stage).includes("direction") ? ` by the ${gate} mask` : "";
  const start = `${stageTitle(stage)}${gated}, ${step} steps`;
  if (!validation) return `${start}: no validation image`;
  if (validation.iou !== undefined) return `${start}: validation mask IoU ${validation.iou.toFixed(3)}`;
  if (validation.angleRmsDegrees !== undefined) {
    return `${start}: validation angle error ${validation.angleRmsDegrees.toFixed(1)} degrees`;
  }
  if (validation.levelAccuracy !== undefined) {
    return `${start}: validation level accuracy ${(100 * validation.levelAccuracy).toFixed(1)} %`;
  }
  return `${start}: validation loss ${validation.loss.toFixed(3)}`;
}

function onEvent(event: TrainEvent, recipe: Recipe): void {
  switch (event.kind) {
    case "stage":
      stepPace.restart();
      runLog.replaceStage(event.stage, []);
      setState(({ curveRuns, startedAt, logRevision }) => ({
        stage: event.stage,
        curveRuns: { ...curveRuns, [event.stage]: startedAt ?? 0 },
        logRevision: logRevision + 1,
        totalSteps: event.steps,
        parameters: event.parameters,
        step: 0,
        epoch: 0,
        stepMilliseconds: null,
        dataWaitMilliseconds: null,
        secondsLeft: null,
        message: `${stageTitle(event.stage)}: preparing ${event.parameters} parameters for ${event.backend}; the first step takes longest`,
      }));
      if (getState().phase === "starting") setState({ phase: startsPaused ? "paused" : "running" });
      break;
    case "compiling":
      setState({ compiling: event.done < event.all ? { done: event.done, all: event.all } : null });
      break;
    case "step":
      onStep(event);
      break;
    case "epoch":
      runLog.add(event);
      setState(({ logRevision }) => ({
        logRevision: logRevision + 1,
        message: epochMessage(event, recipe.gate),
      }));
      break;
    case "resume":
      runLog.dropAfter(event.stage, event.step);
      stepPace.interrupt();
      void probeDevice();
      setState(({ logRevision }) => ({
        step: event.step,
        compiling: null,
        logRevision: logRevision + 1,
        message: `The GPU was lost: ${stageTitle(event.stage)} goes on from step ${event.step} on ${event.backend}`,
      }));
      break;
    case "view":
      if (useViewStore.getState().source === "training") {
        const title = `Training sample, ${stageTitle(event.stage)} step ${event.step}`;
        const { normalisation } = recipe;
        const { prediction } = event;
        showFields({ ...event.shown, labelled: true, normalisation, prediction, title });
      }
      break;
    case "kept":
      markTrained({ [event.stage]: imageValuesOf(recipe) });
      break;
    case "stageEnd":
      setState(({ reports }) => ({ reports: [...reports, event.report] }));
  }
}

async function run(singleStep: boolean): Promise<void> {
  const { chosenStages } = getState();
  const { recipe } = useRecipeStore.getState();
  const { training, validation } = splitImages(usedRecords(), {
    share: recipe.validationFraction,
    seed: recipe.seed,
  });
  startsPaused = singleStep;
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
  showSource("training");
  try {
    const ports = await sampleWorkers().openPorts();
    const args = {
      recipe,
      stages: chosenStages,
      training,
      validation,
      ports,
      singleStep,
      views: true,
      tunings: storedTunings(),
    };
    const onTrainEvent = (event: TrainEvent) => onEvent(event, recipe);
    const outcome = await whileTraining(() =>
      trainWorker().call("train", args, { transfer: ports, onEvent: onTrainEvent }),
    );
    setState({
      phase: outcome.stopped ? "stopped" : "finished",
      secondsLeft: null,
      message: outcome.stopped ? "Stopped; the weights so far are kept" : "Training finished",
    });
  } catch (error) {
    setState({
      phase: "failed",
      compiling: null,
      error: sentenceOf(error),
      message: sentenceOf(error),
      secondsLeft: null,
    });
  }
}

function control(command: Control): void {
  trainWorker()
    .call("control", command)
    .catch((error: unknown) => setState({ error: sentenceOf(error) }));
}

/** Why a run cannot be started now; null when it can. */
export function whyNotStart(): string | null {
  if (isActive(getState().phase)) return "A run is under way.";
  const { opened, importing, records } = useDatasetStore.getState();
  if (!opened) return "The images of your last visit are still being opened.";
  if (importing) return "Images are still being read.";
  if (records.length === 0) return "Load images first: drop a folder or take the built-in sample.";
  if (!records.some(({ labelled }) => labelled)) return NOTHING_LABELLED;
  if (!usedRecords().some(({ labelled }) => labelled))
    return "Every image is excluded from training. Include some in the table under Pairing.";
  if (!usedRecords().some(({ labelled, cells }) => labelled && cells > 0))
    return "The labels hold no cell in any image, so there is nothing to learn from. Add images with cells.";
  if (getState().chosenStages.length === 0) return "Choose at least one stage to train.";
  return whyNotJoint() ?? whyNoGate();
}

/** Why the joint stage, if it is chosen, has nothing to go on from; null when it has. */
function whyNotJoint(): string | null {
  const { chosenStages, trained } = getState();
  if (!chosenStages.includes("joint")) return null;
  const missing = networksOf("joint").filter(
    (name) => !chosenStages.includes(name) && !trained.includes(name),
  );
  if (missing.length === 0) return null;
  const names = missing.map((name) => stageTitle(name)).join(" and ");
  return `Joint training goes on from trained networks: choose ${names} too, or train it first.`;
}

/** Why the predicted mask, if it is chosen, cannot gate the Direction Net; null when it can. */
function whyNoGate(): string | null {
  const { chosenStages, seen } = getState();
  const { recipe } = useRecipeStore.getState();
  const gates = chosenStages.some((stage) => networksOf(stage).includes("direction"));
  if (recipe.gate === "true" || !gates || chosenStages.includes("semantic")) return null;
  if (!seen.semantic) {
    return "The predicted mask gates the Direction Net: train the semantic stage first, or gate by the true mask.";
  }
  if (sameImageValues(seen.semantic, recipe)) return null;
  return "The predicted mask gates the Direction Net, but the semantic stage was trained on another channel or normalisation: train it again, choose those, or gate by the true mask.";
}

const RUN_ERROR: NoticePlace = { read: () => getState().error, clear: dismissRunError };

/** Says why a run cannot be started, for as long as that is so. */
function refuse(reason: string): void {
  setState({ error: reason });
  tieNotice(RUN_ERROR, whileReason(reason, whyNotStart));
}

/** Starts a run of the chosen stages, unless something is missing. */
export async function startRun(): Promise<void> {
  await whenOpened();
  const reason = whyNotStart();
  if (reason) refuse(reason);
  else await run(false);
}

/** Takes one step: of the run under way, or the first of a new one. */
export async function stepOnce(): Promise<void> {
  if (getState().phase === "running" || getState().phase === "paused") {
    control({ kind: "step" });
    setState({ phase: "paused" });
    return;
  }
  await whenOpened();
  const reason = whyNotStart();
  if (reason) refuse(reason);
  else await run(true);
}

/** Makes the run wait before its next step. */
export function pauseRun(): void {
  control({ kind: "pause" });
  setState({ phase: "paused" });
}

/** Lets a waiting run go on. */
export function resumeRun(): void {
  control({ kind: "resume" });
  setState({ phase: "running" });
}

/** Ends the run; the weights so far are kept. */
export function stopRun(): void {
  control({ kind: "stop" });
  setState({ phase: "stopping", message: "Stopping" });
}

/** Multiplies the learning rate of the steps to come. */
export function setRateFactor(rateFactor: number): void {
  setState({ rateFactor });
  control({ kind: "rateFactor", factor: rateFactor });
}

/** Marks stages as having weights that were trained on these images. One network trained anew no longer fits the other. */
export function markTrained(more: SeenImages): void {
  const parts: readonly Stage[] = networksOf("joint");
  const { joint, ...apart } = getState().seen;
  const isApart = parts.some((stage) => more[stage]);
  const both = more.joint ? { direction: more.joint, energy: more.joint } : {};
  const seen = { ...apart, ...(joint && !isApart ? { joint } : {}), ...both, ...more };
  setState({ trained: STAGES.filter((stage) => seen[stage]), seen });
}

/** Takes the message of the last failure away. */
export function dismissRunError(): void {
  setState({ error: null });
}
