import type { EngineRecord } from "../core/recipe/engine-record.ts";
import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import type { CurveRow } from "../core/runs/curve-row.ts";
import type { RunImages } from "../core/runs/run-images.ts";
import type { StageOutcome } from "../engine/training/callbacks.ts";
import type { TrainingCheckpoint } from "../engine/training/training-checkpoint.ts";
import type { RunIdentity } from "./checkpoint.protocol.ts";
import type { StoredNetworks } from "./network-store.ts";

/** A stage that has begun, as far as its report needs more than the rows of its curves. */
export interface StageProgress {
  readonly stage: Stage;
  readonly engine: EngineRecord;
  readonly outcome: StageOutcome;
}

/** Everything from which a run continues with the same bits as without an interruption. */
export interface RunCheckpoint extends RunIdentity {
  readonly recipe: Recipe;
  /** Stages of the run, in their order. */
  readonly stages: readonly Stage[];
  readonly images: RunImages;
  /** Multiplies the learning rate of the schedule. */
  readonly rateFactor: number;
  /** Stages begun so far; the last one is in progress. */
  readonly progress: readonly StageProgress[];
  /** Curves of these stages. */
  readonly rows: readonly CurveRow[];
  /** Of the stage in progress. */
  readonly training: TrainingCheckpoint;
  /** All trained networks of the page. */
  readonly networks: StoredNetworks;
}
