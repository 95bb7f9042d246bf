import type { ImageSize } from "../core/dataset/sampling/sampler.ts";
import type { FittedChoices } from "../core/instances/fitted-choices.ts";
import type { EngineRecord } from "../core/recipe/engine-record.ts";
import type { SeenImages } from "../core/recipe/image-values.ts";
import type { Gate, NetworkName, Recipe, Stage } from "../core/recipe/recipe.ts";
import type { KeptBy } from "../engine/training/rank-weights.ts";
import type { EpochEvent, StepEvent } from "../engine/training/training-events.ts";
import type { Validation } from "../engine/training/validation.ts";
import type { AdapterReport } from "../platform/adapter.ts";
import type { CellsProgress } from "./cells.protocol.ts";
import type { KeptCalls } from "./kept.protocol.ts";
import type { SampleWithStale, TrainingImage } from "./sample.protocol.ts";
import type { StepCalls } from "./step.protocol.ts";
import type { TuningCalls } from "./tuning.protocol.ts";

/** What runs the networks in this browser. */
export interface DeviceReport {
  readonly adapter: AdapterReport;
  /** In words: `compiled WebGPU`, `tfjs WebGPU`, `tfjs WebGL: slow`, `tfjs CPU: very slow`. */
  readonly backend: string;
  /** Whether there is WebGPU, and so a choice of engines. */
  readonly compiles: boolean;
}

/** What runs the networks: the lab's own kernels (where there is WebGPU), or the operations of tfjs. */
export type EngineChoice = "compiled" | "tfjs";

/** A stored image that takes part in a run. */
export interface RunImage extends ImageSize {
  readonly id: string;
}

/** The planes of a crop that the networks need; one value per pixel, but for the vectors. */
export interface PredictableSample extends ImageSize {
  /** The image as each network was trained on it. */
  readonly images: Readonly<Record<ImageNetwork, Float32Array>>;
  readonly mask: Float32Array;
  /** `[pixel, component]`. */
  readonly unitVectors: Float32Array;
  readonly valid: Float32Array;
  /** The mask that shall gate the Direction Net. */
  readonly gate: Gate;
}

/** What the networks say about one crop; planes have one value per pixel. Those of other stages are null. */
export interface Prediction {
  /** The mask that gated the Direction Net. */
  readonly gate: Gate;
  /** That mask: 1 in cells. */
  readonly gateMask: Float32Array;
  /** Probability of cell, 0..1. */
  readonly mask: Float32Array | null;
  /** `[pixel, component]`. */
  readonly unitVectors: Float32Array | null;
  /** Degrees between predicted and true unit vectors, 0 where no direction is taught. */
  readonly angleError: Float32Array | null;
  /** Depth level 0..15. */
  readonly level: Float32Array | null;
}

/** Networks that are given the image. */
export type ImageNetwork = Exclude<NetworkName, "energy">;

/** Memory that training a stage takes on the GPU, planned before any of it is taken. */
export interface StageMemory {
  readonly stage: Stage;
  /** For steps, validations and images together; null when not even one image fits. */
  readonly bytes: number | null;
  /** Images of a batch that are taken at once: fewer than the batch where that does not fit. */
  readonly imagesAtOnce: number;
  /** The largest batch that is taken at once. */
  readonly largestBatch: number;
  /** The sentence when nothing fits. */
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
  /** Steps after which the weights were those that are kept. */
  readonly keptStep: number;
  /** What these weights were best by; `last` where the last ones are kept. */
  readonly keptBy: KeptBy | "last";
  /** Numbers of the validation of those weights; empty without validation images. */
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
      /** Optimiser steps in one epoch; a fraction. */
      readonly stepsPerEpoch: number;
      readonly backend: string;
    }
  /** Kernels are being compiled for the GPU: `done` of `all` so far. */
  | { readonly kind: "compiling"; readonly done: number; readonly all: number }
  | (StepEvent & { readonly stage: Stage; readonly memoryBytes: number })
  | (EpochEvent & { readonly stage: Stage })
  /** The GPU was lost: the stage goes on from `step` on `backend`; what came after that step comes again. */
  | { readonly kind: "resume"; readonly stage: Stage; readonly step: number; readonly backend: string }
  | {
      readonly kind: "view";
      readonly stage: Stage;
      readonly step: number;
      readonly shown: SampleWithStale;
      readonly prediction: Prediction;
    }
  /** The stage has weights worth keeping from now on, whatever becomes of the run. */
  | { readonly kind: "kept"; readonly stage: Stage }
  | { readonly kind: "stageEnd"; readonly report: StageReport };

/** How a run came to its end. */
export interface RunOutcome {
  readonly reports: readonly StageReport[];
  readonly stopped: boolean;
}

export type Control =
  | { readonly kind: "pause" | "resume" | "step" | "stop" }
  /** Whether samples of the training are wanted as views from now on. */
  | { readonly kind: "watch"; readonly isWatched: boolean }
  /** Ends the run as failed, for this reason. */
  | { readonly kind: "abort"; readonly sentence: string }
  /** Multiplies the schedule's learning rate from the next step on. */
  | { readonly kind: "rateFactor"; readonly factor: number };

export interface TrainArguments {
  readonly recipe: Recipe;
  readonly stages: readonly Stage[];
  readonly training: readonly TrainingImage[];
  readonly validation: readonly RunImage[];
  /** Ways to the sample workers. */
  readonly ports: readonly MessagePort[];
  /** Start with a single step and wait. */
  readonly singleStep: boolean;
  /** Whether views are wanted at first: fields of the current batch, a few times a second. */
  readonly isWatched: boolean;
  /** What the page has stored of tunings, as it is. */
  readonly tunings: unknown;
}

/** A whole image that the pipeline shall be run on. */
export interface PredictedImage extends RunImage {
  readonly labelled: boolean;
}

export interface PredictFieldsArguments {
  readonly images: readonly PredictedImage[];
  /** Says what the networks see where they do not say it themselves, and what the border is. */
  readonly recipe: Recipe;
  /** Images without labels are always gated by the predicted mask. */
  readonly gate: Gate;
  /** Average over the eight turns of each image. */
  readonly turns: boolean;
  /** Ways to the sample workers. */
  readonly samples: readonly MessagePort[];
  /** The way to the worker that finds cells, which is given the fields. */
  readonly cells: MessagePort;
  /** What that worker called the fields that it keeps now. */
  readonly generation: number;
}

/** An image that could not be predicted, and the sentence that says why. */
export interface FailedImage {
  readonly id: string;
  readonly sentence: string;
}

export interface TrainCalls extends StepCalls, TuningCalls, KeptCalls {
  probe: { args: null; result: DeviceReport; event: never };
  /** Chooses what runs the networks from the next run or prediction on. */
  chooseEngine: { args: EngineChoice; result: DeviceReport; event: never };
  train: { args: TrainArguments; result: RunOutcome; event: TrainEvent };
  control: { args: Control; result: null; event: never };
  /** Memory of each stage of a recipe with validation images of these sizes; null where tfjs runs the networks. */
  planMemory: {
    args: { recipe: Recipe; validation: readonly ImageSize[]; tunings: unknown };
    result: readonly StageMemory[] | null;
    event: never;
  };
  /** What the trained networks say about a sample; all null while none is trained. */
  predict: {
    args: PredictableSample;
    result: Prediction;
    event: never;
  };
  /** Runs the trained networks on whole images, one after the other, and hands their fields on. */
  predictFields: { args: PredictFieldsArguments; result: readonly FailedImage[]; event: CellsProgress };
  /** The weights archive of all trained networks, each with the part of the recipe that it was trained by. */
  exportWeights: {
    args: { curvesCsv: string; fitted: FittedChoices; sources: readonly string[] };
    result: Uint8Array<ArrayBuffer>;
    event: never;
  };
  /** Takes an archive back; afterwards its networks count as trained. */
  importWeights: {
    args: { bytes: Uint8Array };
    result: { recipe: Recipe; seen: SeenImages; fitted: FittedChoices };
    event: never;
  };
}
