import { create } from "zustand";
import type { SeenImages } from "../core/recipe/image-values.ts";
import { PIPELINES } from "../core/recipe/pipelines.ts";
import { type Gate, STAGES, type Stage } from "../core/recipe/recipe.ts";
import type { StagePlan } from "../core/schedule/stage-plan.ts";
import type { StageReport } from "../workers/train.protocol.ts";
import { RunLog } from "./run-log.ts";

export type Phase =
  | "idle"
  | "starting"
  | "running"
  | "paused"
  | "stopping"
  | "finished"
  | "stopped"
  | "failed";

export interface RunState {
  readonly phase: Phase;
  /** Stages that the next run trains, in the order of the pipeline. */
  readonly chosenStages: readonly Stage[];
  /** Stages with weights. */
  readonly trained: readonly Stage[];
  /** Input of each of them in training. */
  readonly seen: SeenImages;
  /** Start of the run, ms since 1970; null before the first run of this visit. */
  readonly startedAt: number | null;
  /** Start of the run that drew the curves of each stage, ms since 1970. */
  readonly curveRuns: Readonly<Partial<Record<Stage, number>>>;
  /** Plans of the learning rates in these curves; absent for those of older versions. */
  readonly plans: Readonly<Partial<Record<Stage, StagePlan>>>;
  readonly stage: Stage | null;
  /** The mask that gates the Direction Net in the current run. */
  readonly gate: Gate;
  /** Steps done and total steps of the current stage. */
  readonly step: number;
  readonly totalSteps: number;
  readonly epoch: number;
  readonly parameters: number;
  /** Kernels compiled and total; null if nothing is being compiled. */
  readonly compiling: { readonly done: number; readonly all: number } | null;
  readonly stepMilliseconds: number | null;
  readonly dataWaitMilliseconds: number | null;
  /** Remaining seconds of the run, over all of its stages. */
  readonly secondsLeft: number | null;
  readonly memoryBytes: number | null;
  /** Multiplies the schedule's learning rate. */
  readonly rateFactor: number;
  readonly reports: readonly StageReport[];
  /** Last event, for the status line and screen readers: at most once per epoch. */
  readonly message: string;
  /** Message of the failure that ended the run. */
  readonly error: string | null;
  /** Id of the run, see `newRunId`; null before the first run of this visit. */
  readonly runId: string | null;
  /** Whether the networks in place are of an earlier run of the same queue: those before the queue can be restored. */
  readonly followsInQueue: boolean;
  /** Checkpoints of the run that were stored in this visit. */
  readonly checkpoints: number;
  /** The newest of them: its stage, and the steps done of it. */
  readonly lastCheckpoint: { readonly stage: Stage; readonly step: number } | null;
  /** Why the last checkpoint could not be stored; null if it was. */
  readonly checkpointProblem: string | null;
  /** Incremented whenever the run log has changed. */
  readonly logRevision: number;
}

/** Summary of the current run; its curves are in `runLog`. */
export const useRunStore = create<RunState>(() => ({
  phase: "idle",
  chosenStages: PIPELINES.shared.stages,
  trained: [],
  seen: {},
  startedAt: null,
  curveRuns: {},
  plans: {},
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
  runId: null,
  followsInQueue: false,
  checkpoints: 0,
  lastCheckpoint: null,
  checkpointProblem: null,
  logRevision: 0,
}));

const { getState, setState } = useRunStore;

/** Steps and epochs of the last training of each stage. */
export const runLog = new RunLog();

/** Whether a run is in progress. */
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

/** Dismisses the message of the last failure. */
export function dismissRunError(): void {
  setState({ error: null });
}
