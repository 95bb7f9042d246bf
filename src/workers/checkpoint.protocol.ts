import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import type { RunImages } from "../core/runs/run-images.ts";

/** Where the images of a run were read from by the command line. */
export interface ImageSource {
  /** Absolute path of a folder, zip or file; null for the built-in sample. */
  readonly path: string | null;
  /** Plane of stacks, counted from 1; null for the default. */
  readonly slice: number | null;
  readonly time: number | null;
}

/** What identifies a run. */
export interface RunIdentity {
  /** See `newRunId`. */
  readonly id: string;
  /** Start of the run, ms since 1970. */
  readonly startedAt: number;
  /** Null for a run of the page. */
  readonly source: ImageSource | null;
}

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
