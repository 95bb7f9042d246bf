import { relativeError } from "../../../core/metrics/relative-error.ts";
import { DeviceLostError } from "../../device/device-error.ts";
import type { WatchedDevice } from "../../device/webgpu-device.ts";
import type { Choice, LayerWork } from "../../plan/choice.ts";
import type { Plan } from "../../plan/plan-builder.ts";
import { kernelsOf } from "../kernels/kernels.ts";
import { pipelinesFor } from "../runtime/pipelines.ts";
import type { PlanTimer } from "../runtime/plan-timer.ts";
import { WebgpuRunner } from "../webgpu-runner.ts";
import { RESULT, trialNumbers, trialPlan } from "./trial-plan.ts";

/** Largest difference, relative to the largest value, that is attributed to rounding. */
const ROUNDING = 1e-3;

/** A candidate slower than the best by this factor in its first run is not timed again. */
const SLOW = 2;

/** Below this, the time of the first run is mostly overhead. */
const MIN_MILLISECONDS = 1;

/** Target duration of a timed submit. */
const SUBMIT_MILLISECONDS = 8;
const MAX_REPEATS = 64;
const TIMES = 3;

/** Trials of tilings of one work, all on the same data. */
export class LayerTrials {
  readonly #watched: WatchedDevice;
  readonly #timer: PlanTimer;
  readonly #work: LayerWork;
  readonly #runner: WebgpuRunner;
  /** Result of the first trial. */
  #expected: Float32Array | null = null;

  constructor(watched: WatchedDevice, timer: PlanTimer, work: LayerWork) {
    this.#watched = watched;
    this.#timer = timer;
    this.#work = work;
    this.#runner = new WebgpuRunner(watched, () => 0);
  }

  /**
   * Compiles the kernels of all choices concurrently in advance, which keeps compilation out of the timing.
   */
  async prepare(choices: readonly Choice[]): Promise<void> {
    await Promise.allSettled(choices.map((choice) => this.#compile(trialPlan(this.#work, choice))));
  }

  /**
   * Milliseconds of a choice; null when it does not run on this device, its result differs from that of the
   * first trial, or its first run is much slower than `best` ms.
   */
  async time(choice: Choice, best: number): Promise<number | null> {
    try {
      return await this.#time(choice, best);
    } catch (error) {
      // The device rejects this choice: too much memory, or a kernel that its driver does not compile.
      if (error instanceof DeviceLostError) throw error;
      return null;
    }
  }

  dispose(): void {
    this.#runner.dispose();
  }

  async #compile(plan: Plan): Promise<void> {
    await this.#watched.guard(pipelinesFor(this.#watched.device).prepare(kernelsOf(plan)));
  }

  async #time(choice: Choice, best: number): Promise<number | null> {
    const plan = trialPlan(this.#work, choice);
    const compiled = await this.#watched.guard(this.#runner.prepare(plan));
    try {
      for (const spec of plan.buffers) {
        if (spec.kind === "upload") {
          compiled.upload(spec.name, trialNumbers(spec.bytes / Float32Array.BYTES_PER_ELEMENT));
        }
      }
      const [values] = await compiled.run([RESULT]);
      this.#expected ??= values;
      if (relativeError(values, this.#expected) > ROUNDING) return null;
      const once = await this.#timer.time(compiled, 1);
      if (once > Math.max(SLOW * best, MIN_MILLISECONDS)) return null;
      const repeats = Math.min(
        MAX_REPEATS,
        Math.ceil(SUBMIT_MILLISECONDS / Math.max(once, SUBMIT_MILLISECONDS / MAX_REPEATS)),
      );
      const times: number[] = [];
      for (let time = 0; time < TIMES; time++) times.push(await this.#timer.time(compiled, repeats));
      return Math.min(...times);
    } finally {
      compiled.dispose();
    }
  }
}
