/** Timing of a training step on this device. */
export interface StepProfile {
  /** Time of each dispatch of the plan, measured separately; null if the device cannot time them. */
  readonly dispatchMilliseconds: readonly number[] | null;
  /** The same by one of several threads of the CPU; null for a single thread and on a GPU. */
  readonly aloneMilliseconds: readonly number[] | null;
  /** Time of a whole step as in training, with the next step already submitted. */
  readonly stepMilliseconds: number;
  /**
   * Multiplications and additions per second of the reference, in 1e9: of a matrix product on a GPU, of a core
   * without loads and stores on the CPU.
   */
  readonly referenceGflops: number;
  /**
   * R: throughput of the step's convolutions divided by that of the reference; on the CPU by one thread, in
   * the time of the convolutions only.
   */
  readonly fraction: number;
}

/** Phase of a measurement: compilation, reference, whole steps, single kernels. */
export type MeasuringPart = "compile" | "reference" | "steps" | "kernels";

/** Progress of a measurement. */
export interface MeasuringProgress {
  readonly part: MeasuringPart;
  readonly done: number;
  readonly all: number;
}

/** Follows and cancels a measurement. */
export interface MeasuringWatch {
  readonly signal: AbortSignal;
  onProgress(progress: MeasuringProgress): void;
}

/** Progress and cancellation of timing single dispatches. */
export interface ProfileWatch {
  readonly signal: AbortSignal;
  /** Number of timed dispatches, or of their timed runs, completed. */
  onProgress(done: number, all: number): void;
}
