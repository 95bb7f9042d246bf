import type { EngineRecord } from "../recipe/engine-record.ts";
import type { Recipe, Stage } from "../recipe/recipe.ts";
import type { BestScores } from "./best-scores.ts";
import type { DataSummary } from "./run-images.ts";

/** Incremented whenever the format of the document changes; `parseRunRecord` upgrades older ones. */
export const RUN_VERSION = 1;

/** Whether and how a run ended. `message` is a sentence for the user. */
export type RunStatus =
  | { readonly kind: "running" | "finished" | "stopped" }
  | { readonly kind: "interrupted" | "failed"; readonly message: string };

/** One stage of a run. */
export interface StageRecord {
  readonly stage: Stage;
  /** Optimiser steps done, and planned. */
  readonly steps: number;
  readonly of: number;
  /** Passes over the training images; may be fractional. */
  readonly epochs: number;
  readonly best: BestScores;
  /** Engine that trained it; null if unknown. */
  readonly engine: EngineRecord | null;
}

/** Weights after the last step of a stage, or those that scored best on validation. */
export type WeightsChoice = "last" | "best";

/** A file with the weights of the networks of a stage. */
export interface WeightsRecord {
  readonly stage: Stage;
  readonly choice: WeightsChoice;
  /** Steps done when they were taken. */
  readonly step: number;
  readonly bytes: number;
}

/** One training of one recipe. Its curves, weights and checkpoint are stored beside it. */
export interface RunRecord {
  /** See `newRunId`; names the folder of the run. */
  readonly id: string;
  /** Two words, or what the user made of them. */
  readonly name: string;
  readonly note: string;
  /** Whether the files of the run are kept when others are deleted to make room. */
  readonly pinned: boolean;
  /** Number of its colour: the same wherever the run is drawn; 0 is the first. */
  readonly colour: number;
  /** Start and end, ms since 1970; the end is null while it runs. */
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** Time in training, without pauses. */
  readonly trainingMilliseconds: number;
  readonly status: RunStatus;
  readonly recipe: Recipe;
  /** Stages to be trained, in the order of the pipeline. */
  readonly stages: readonly Stage[];
  /** Stages begun so far, in the order of training. */
  readonly stageRecords: readonly StageRecord[];
  readonly data: DataSummary;
  /** Weights that are stored in the folder. */
  readonly weights: readonly WeightsRecord[];
}

/** Steps done over all stages. */
export function stepsOf({ stageRecords }: RunRecord): number {
  return stageRecords.reduce((sum, { steps }) => sum + steps, 0);
}
