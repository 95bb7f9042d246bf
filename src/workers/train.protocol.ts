import type { AssignedImage } from "../core/dataset/sampling/assigned-images.ts";
import type { ImageSize } from "../core/dataset/sampling/sampler.ts";
import type { FittedChoices } from "../core/instances/fitted-choices.ts";
import type { EngineRecord } from "../core/recipe/engine-record.ts";
import type { SeenImages } from "../core/recipe/image-values.ts";
import type { MonitoredScore } from "../core/recipe/monitored-scores.ts";
import type { Gate, NetworkName, Pipeline, Recipe, Stage } from "../core/recipe/recipe.ts";
import type { CurveRow } from "../core/runs/curve-row.ts";
import type { RecordedImage } from "../core/runs/run-images.ts";
import type { RunRecord } from "../core/runs/run-record.ts";
import type { Validation } from "../core/runs/validation.ts";
import type { StartName } from "../core/starts/starts.ts";
import type { AdapterReport } from "../platform/adapter.ts";
import type { CellsProgress } from "./cells.protocol.ts";
import type { CheckpointCalls, NamedCheckpoint, RunIdentity } from "./checkpoint.protocol.ts";
import type { ExportCalls } from "./export.protocol.ts";
import type { KeptCalls } from "./kept.protocol.ts";
import type { RangeTestCalls } from "./range-test.protocol.ts";
import type { KeptRun, RunCalls } from "./run.protocol.ts";
import type { SampleWithStale } from "./sample.protocol.ts";
import type { StepCalls } from "./step.protocol.ts";
import type { TimingCalls } from "./timing.protocol.ts";
import type { TuningCalls } from "./tuning.protocol.ts";

/** The engines of the networks: the lab's own kernels on the GPU or on the CPU, or the operations of tfjs. */
export type EngineName = "webgpu" | "cpu" | "tfjs";

/** An engine, and whether it can run here. */
export interface OfferedEngine {
  readonly name: EngineName;
  readonly title: string;
  /** What it is, in a sentence without its full stop. */
  readonly detail: string;
  /** Why it cannot run here; null if it can. */
  readonly problem: string | null;
}

/** Engines of the networks in this browser. */
export interface DeviceReport {
  readonly adapter: AdapterReport;
  /** The engine in use: the chosen one, or the best one that runs here. */
  readonly engine: EngineName;
  /**
   * The same for the status line: `compiled WebGPU`, `compiled CPU, 2 threads`, `tfjs WebGPU`,
   * `tfjs WebGL: slow`, `tfjs CPU: very slow`.
   */
  readonly backend: string;
  /** What the engine in use means for training, with the note. */
  readonly consequence: string;
  /** What the engine in use does without because it did not start, as sentences; null if there is nothing of the kind. */
  readonly note: string | null;
  /** Whether only small recipes train in reasonable time and memory. */
  readonly limited: boolean;
  /** All engines, the best one for this browser first. */
  readonly engines: readonly OfferedEngine[];
}

/** A stored image that takes part in a run. */
export interface RunImage extends ImageSize {
  readonly id: string;
}

/** The planes of a crop that the networks need; one value per pixel, except for the vectors. */
export interface PredictableSample extends ImageSize {
  /** The image as the training input of each network. */
  readonly images: Readonly<Record<ImageNetwork, Float32Array>>;
  readonly mask: Float32Array;
  /** `[pixel, component]`. */
  readonly unitVectors: Float32Array;
  readonly valid: Float32Array;
  /** The mask that is to gate the Direction Net. */
  readonly gate: Gate;
  /** The networks that are to predict, if they are trained. */
  readonly pipeline: Pipeline;
}

/**
 * Predictions of the networks for one crop; planes have one value per pixel. Those of other stages are null.
 */
export interface Prediction {
  /** The mask that gated the Direction Net. */
  readonly gate: Gate;
  /** The mask of this gate: 1 in cells. */
  readonly gateMask: Float32Array;
  /** Probability of cell, 0..1. */
  readonly mask: Float32Array | null;
  /** `[pixel, component]`. */
  readonly unitVectors: Float32Array | null;
  /** Length of the vectors of the shared network, near 1 where it is sure; null for unit vectors. */
  readonly confidence: Float32Array | null;
  /** Degrees between predicted and ground-truth unit vectors, 0 where the direction is not valid. */
  readonly angleError: Float32Array | null;
  /** Level 0..15. */
  readonly level: Float32Array | null;
}

/** Networks whose input is the image. */
export type ImageNetwork = Exclude<NetworkName, "energy">;

/** Memory that training a stage takes on the device, computed before any allocation. */
export interface StageMemory {
  readonly stage: Stage;
  /** For steps, validations and images together; null if not even one image fits. */
  readonly bytes: number | null;
  /** Size of the micro-batch: smaller than the batch if that does not fit. */
  readonly imagesAtOnce: number;
  /** The largest batch that fits at once. */
  readonly largestBatch: number;
  /** The message if nothing fits. */
  readonly problem: string | null;
}

/** Outcome of one stage, as written to the report. */
export interface StageReport {
  readonly stage: Stage;
  readonly steps: number;
  /** Mean loss of the first fifth of the steps. */
  readonly firstLoss: number;
  /** Mean loss of the last fifth of the steps. */
  readonly lastLoss: number;
  /** Number of steps after which the kept weights were taken. */
  readonly keptStep: number;
  /** The score by which these weights were best; `last` if the last ones are kept. */
  readonly keptBy: MonitoredScore | "last";
  /** The best score, of the weights that rank best, also if the last ones are kept; null if none was measured. */
  readonly best: { readonly step: number; readonly by: MonitoredScore; readonly value: number } | null;
  /** Why early stopping ended the stage, as a sentence; null if it did not. */
  readonly stopped: string | null;
  /** Metrics of the validation of those weights; empty without validation images. */
  readonly validation: Partial<Validation>;
  /** Medians. */
  readonly stepMilliseconds: number;
  readonly dataWaitMilliseconds: number;
  readonly engine: EngineRecord;
}

export type TrainEvent =
  | {
      readonly kind: "stage";
      readonly stage: Stage;
      readonly steps: number;
      readonly parameters: number;
      /** Optimiser steps per epoch; may be a fraction. */
      readonly stepsPerEpoch: number;
      readonly backend: string;
      /** Steps done before, and their curves, of a stage that is resumed; 0 and none of a new one. */
      readonly step: number;
      readonly rows: readonly CurveRow[];
    }
  /** The run is resumed: the stages before the one that goes on, and the input of all networks in place. */
  | {
      readonly kind: "restored";
      readonly reports: readonly StageReport[];
      readonly rows: readonly CurveRow[];
      readonly seen: SeenImages;
    }
  /** A checkpoint was stored; or the previous one is kept, for the reason that `problem` states. */
  | {
      readonly kind: "checkpoint";
      readonly stage: Stage;
      readonly step: number;
      readonly problem: string | null;
    }
  /** Kernels are being compiled for the GPU: `done` of `all` so far. */
  | { readonly kind: "compiling"; readonly done: number; readonly all: number }
  | CurveRow
  /** The GPU was lost: the stage continues from `step` on `backend`, and the steps after it are repeated. */
  | {
      readonly kind: "resume";
      readonly stage: Stage;
      readonly step: number;
      readonly backend: string;
    }
  | {
      readonly kind: "view";
      readonly stage: Stage;
      readonly step: number;
      readonly shown: SampleWithStale;
      readonly prediction: Prediction;
    }
  /** From now on the stage has weights worth keeping, whatever the outcome of the run. */
  | { readonly kind: "kept"; readonly stage: Stage }
  | { readonly kind: "stageEnd"; readonly report: StageReport }
  /** The record of the run in the store has changed. */
  | { readonly kind: "run"; readonly record: RunRecord }
  /** Something of the run could not be stored, for this reason; training goes on. */
  | { readonly kind: "notKept"; readonly sentence: string };

/** Outcome of a run. */
export interface RunOutcome {
  readonly reports: readonly StageReport[];
  readonly stopped: boolean;
}

export type Control =
  | { readonly kind: "pause" | "resume" | "step" | "stop" }
  /** Whether views of training samples are wanted from now on. */
  | { readonly kind: "watch"; readonly isWatched: boolean }
  /** Ends the run as failed, for this reason. */
  | { readonly kind: "abort"; readonly sentence: string }
  /** Multiplies the schedule's learning rate from the next step on. */
  | { readonly kind: "rateFactor"; readonly factor: number };

/** A run that is continued. */
export interface ResumedRun extends NamedCheckpoint {
  /** Whether the networks in place are of the same run: they are not kept as the previous ones. */
  readonly replacesOwn: boolean;
}

export interface TrainArguments {
  readonly recipe: Recipe;
  readonly stages: readonly Stage[];
  readonly training: readonly RecordedImage[];
  readonly validation: readonly RecordedImage[];
  readonly run: RunIdentity;
  /** The checkpoint to continue from; null for a new run. */
  readonly resumed: ResumedRun | null;
  /** Whether the networks that can be restored stay those before an earlier run, which this one follows in a queue. */
  readonly keepsPrevious: boolean;
  /** Steps over all stages after which the run stops by itself unless they are its last; null for never. */
  readonly stopAfter: number | null;
  /** Ports to the sample workers. */
  readonly ports: readonly MessagePort[];
  /** Start with a single step and wait. */
  readonly singleStep: boolean;
  /** Whether views are wanted at the start: fields of the current batch, a few times per second. */
  readonly isWatched: boolean;
  /** The tunings as stored by the page, unchecked. */
  readonly tunings: unknown;
  /** How the run is kept; null if it is not. */
  readonly kept: KeptRun | null;
}

/** A whole image on which the pipeline is to be run. */
export interface PredictedImage extends RunImage {
  readonly labelled: boolean;
}

export interface PredictFieldsArguments {
  readonly images: readonly PredictedImage[];
  /** Specifies the input of the networks that do not record it themselves, and the border. */
  readonly recipe: Recipe;
  /** Images without labels are always gated by the predicted mask. */
  readonly gate: Gate;
  /** Average over the eight rotations and reflections of each image (test-time augmentation). */
  readonly testTimeAugmentation: boolean;
  /** Ports to the sample workers. */
  readonly samples: readonly MessagePort[];
  /** Port to the worker that finds cells, which receives the fields. */
  readonly cells: MessagePort;
  /** Generation that this worker gave to the fields it keeps now. */
  readonly generation: number;
}

/** An image that could not be predicted, and the reason as a sentence. */
export interface FailedImage {
  readonly id: string;
  readonly sentence: string;
}

export interface TrainCalls
  extends StepCalls,
    TimingCalls,
    TuningCalls,
    KeptCalls,
    RangeTestCalls,
    CheckpointCalls,
    ExportCalls,
    RunCalls {
  probe: { args: null; result: DeviceReport; event: never };
  /**
   * Chooses the engine of the networks from the next run or prediction on; null for the best one that runs here. If
   * the chosen one does not start, another one is in use, and the report says why.
   */
  chooseEngine: { args: EngineName | null; result: DeviceReport; event: never };
  train: { args: TrainArguments; result: RunOutcome; event: TrainEvent };
  control: { args: Control; result: null; event: never };
  /**
   * Memory of each stage of a recipe with validation images of these sizes; null if tfjs runs the networks.
   */
  planMemory: {
    args: { recipe: Recipe; validation: readonly ImageSize[]; tunings: unknown };
    result: readonly StageMemory[] | null;
    event: never;
  };
  /** Predictions of the trained networks for a sample; all null if none is trained. */
  predict: {
    args: PredictableSample;
    result: Prediction;
    event: never;
  };
  /** Runs the trained networks on whole images, one after the other, and passes their fields on. */
  predictFields: { args: PredictFieldsArguments; result: readonly FailedImage[]; event: CellsProgress };
  /** Loads a built-in start; its network then counts as trained. */
  loadStart: {
    args: { name: StartName };
    result: { seen: SeenImages; fitted: FittedChoices };
    event: never;
  };
  /** Imports a weights archive; its networks then count as trained. */
  importWeights: {
    args: { bytes: Uint8Array };
    result: {
      recipe: Recipe;
      seen: SeenImages;
      fitted: FittedChoices;
      assigned: readonly AssignedImage[];
    };
    event: never;
  };
}
