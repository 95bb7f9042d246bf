import type { WatchedDevice } from "../../device/webgpu-device.ts";
import type { CompiledPlan } from "./compiled-plan.ts";
import { PassStamps } from "./pass-stamps.ts";

/** Times whole plans, with timestamp queries if the device supports them. */
export class PlanTimer {
  readonly #watched: WatchedDevice;
  readonly #stamps: PassStamps | null;

  constructor(watched: WatchedDevice) {
    const { device } = watched;
    this.#watched = watched;
    this.#stamps = device.features.has("timestamp-query") ? new PassStamps(device, 1) : null;
  }

  /**
   * Mean milliseconds per run, over `repeats` runs in one submit. The results of the plan are invalid
   * afterwards.
   */
  async time(plan: CompiledPlan, repeats: number): Promise<number> {
    const { device } = this.#watched;
    const stamps = this.#stamps;
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass(stamps?.around(0) ?? {});
    for (let repeat = 0; repeat < repeats; repeat++) {
      for (const index of plan.plan.dispatches.keys()) plan.encode(pass, index);
    }
    pass.end();
    stamps?.resolve(encoder, 1);
    const start = performance.now();
    this.#watched.submit(encoder.finish());
    if (!stamps) {
      await this.#watched.guard(device.queue.onSubmittedWorkDone());
      return (performance.now() - start) / repeats;
    }
    const [milliseconds] = await this.#watched.guard(stamps.read(1));
    return milliseconds / repeats;
  }

  dispose(): void {
    this.#stamps?.dispose();
  }
}
