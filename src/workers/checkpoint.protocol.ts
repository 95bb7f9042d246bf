import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import type { RunImages } from "../core/runs/run-images.ts";
import type { RunIdentity } from "./run-checkpoint.ts";

/** A file with the checkpoint of a run, and its name for messages. */
export interface NamedCheckpoint {
  readonly name: string;
  readonly file: Blob;
}

/** What is known about a run from its checkpoint. */
export interface CheckpointSummary {
  readonly run: RunIdentity;
  readonly recipe: Recipe;
  readonly stages: readonly Stage[];
  readonly images: RunImages;
  readonly rateFactor: number;
  /** The stage in progress, and its steps done. */
  readonly stage: Stage;
  readonly step: number;
  /** Steps done over all stages. */
  readonly steps: number;
}

/** Calls about checkpoints of runs. */
export interface CheckpointCalls {
  /** Reads a checkpoint from an untrusted file. Fails with a sentence that names the file. */
  openCheckpoint: { args: NamedCheckpoint; result: CheckpointSummary; event: never };
}
