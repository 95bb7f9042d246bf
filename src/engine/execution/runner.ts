import type { Plan } from "../plan/plan-builder.ts";
import type { SharedName } from "../plan/shared-buffers.ts";

/** A plan with its memory, which can be run repeatedly. */
export interface ReadyPlan {
  /** Writes an upload for the next run. Throws a RangeError when the plan has none of that name. */
  upload(name: string, values: Float32Array): void;
  /**
   * Starts a run after all work begun before; resolves with the named results, in that order.
   * Throws a RangeError when the plan has no result of a name.
   */
  run(results: readonly string[]): Promise<Float32Array[]>;
  dispose(): void;
}

/**
 * Runs the plans of one network, with its memory. Uploads, runs, writes and reads take effect in the order of
 * the calls, which keeps overlapping steps separate.
 */
export interface Runner<Ready extends ReadyPlan = ReadyPlan> {
  /** Text for the status line, e.g. `compiled WebGPU`. */
  readonly description: string;
  /**
   * Takes memory for a plan and compiles its kernels.
   * @throws OutOfMemoryError when it does not fit into memory
   */
  prepare(plan: Plan): Promise<Ready>;
  /** The result of `work`. Rejects with the device's error if the device failed in the meantime. */
  guard<Result>(work: Promise<Result>): Promise<Result>;
  /** Writes a shared buffer, which is allocated on first use. */
  writeShared(name: SharedName, values: Float32Array<ArrayBuffer>): void;
  /** A copy of a shared buffer. */
  readShared(name: SharedName): Promise<Float32Array>;
  /** Whether a shared buffer is allocated. */
  hasShared(name: SharedName): boolean;
  /** Memory held, in bytes. */
  readonly bytes: number;
  dispose(): void;
}
