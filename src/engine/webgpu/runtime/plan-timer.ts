import type { WatchedDevice } from "../../device/webgpu-device.ts";
import type { CompiledPlan } from "./compiled-plan.ts";

const STAMP_BYTES = 8;
const NANOSECONDS_PER_MILLISECOND = 1e6;

/** Times whole plans, by the device's own time stamps where it has them. */
export class PlanTimer {
  readonly #watched: WatchedDevice;
  readonly #stamps: {
    readonly queries: GPUQuerySet;
    readonly resolved: GPUBuffer;
    readonly staging: GPUBuffer;
  } | null;

  constructor(watched: WatchedDevice) {
    const { device } = watched;
    this.#watched = watched;
    const buffer = (usage: number) => device.createBuffer({ size: 2 * STAMP_BYTES, usage });
    this.#stamps = device.features.has("timestamp-query")
      ? {
          queries: device.createQuerySet({ type: "timestamp", count: 2 }),
          resolved: buffer(GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC),
          staging: buffer(GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST),
        }
      : null;
  }

  /** Milliseconds of one run out of `repeats` in one submit. What the plan computes is worth nothing afterwards. */
  async time(plan: CompiledPlan, repeats: number): Promise<number> {
    const { device } = this.#watched;
    const stamps = this.#stamps;
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass(
      stamps
        ? {
            timestampWrites: {
              querySet: stamps.queries,
              beginningOfPassWriteIndex: 0,
              endOfPassWriteIndex: 1,
            },
          }
        : {},
    );
    for (let repeat = 0; repeat < repeats; repeat++) {
      for (const index of plan.plan.dispatches.keys()) plan.encode(pass, index);
    }
    pass.end();
    if (stamps) {
      encoder.resolveQuerySet(stamps.queries, 0, 2, stamps.resolved, 0);
      encoder.copyBufferToBuffer(stamps.resolved, 0, stamps.staging, 0, 2 * STAMP_BYTES);
    }
    const start = performance.now();
    this.#watched.submit(encoder.finish());
    if (!stamps) {
      await this.#watched.guard(device.queue.onSubmittedWorkDone());
      return (performance.now() - start) / repeats;
    }
    await this.#watched.guard(stamps.staging.mapAsync(GPUMapMode.READ));
    const [begin, end] = new BigUint64Array(stamps.staging.getMappedRange().slice(0));
    stamps.staging.unmap();
    // Signed: rounded stamps of a short pass may lie the wrong way round.
    return Math.max(0, Number(end - begin) / NANOSECONDS_PER_MILLISECOND) / repeats;
  }

  dispose(): void {
    this.#stamps?.queries.destroy();
    this.#stamps?.resolved.destroy();
    this.#stamps?.staging.destroy();
  }
}
