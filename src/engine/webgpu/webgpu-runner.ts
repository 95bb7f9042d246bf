import type { WatchedDevice } from "../device/webgpu-device.ts";
import type { Runner } from "../execution/runner.ts";
import type { Plan } from "../plan/plan-builder.ts";
import type { SharedName } from "../plan/shared-buffers.ts";
import { kernelsOf } from "./kernels/kernels.ts";
import { CompiledPlan } from "./runtime/compiled-plan.ts";
import { NetworkMemory } from "./runtime/network-memory.ts";
import { pipelinesFor } from "./runtime/pipelines.ts";
import { ReadBack } from "./runtime/read-back.ts";

/** Progress of compiling the new kernels of a plan. */
export type OnCompiling = (done: number, all: number) => void;

/** The engine in reports and in the status line. */
export const WEBGPU_TITLE = "compiled WebGPU";

/** Runs plans as WebGPU kernels on a device. */
export class WebgpuRunner implements Runner<CompiledPlan> {
  readonly description = WEBGPU_TITLE;
  readonly #watched: WatchedDevice;
  readonly #onCompiling: OnCompiling;
  readonly #memory: NetworkMemory;
  readonly #readBack: ReadBack;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    watched: WatchedDevice,
    bytesOf: (name: SharedName) => number,
    onCompiling: OnCompiling = () => {},
  ) {
    this.#watched = watched;
    this.#onCompiling = onCompiling;
    this.#memory = new NetworkMemory(watched.device, bytesOf);
    this.#readBack = new ReadBack(watched.device);
  }

  get bytes(): number {
    return this.#memory.bytes;
  }

  /** Sequential: a plan must not reuse the slots of one that fails to allocate. */
  async prepare(plan: Plan): Promise<CompiledPlan> {
    const { device } = this.#watched;
    const pipelines = await pipelinesFor(device).prepare(kernelsOf(plan), this.#onCompiling);
    const made = this.#turn.then(() =>
      this.#watched.allocate(
        () => new CompiledPlan(this.#watched, plan, this.#memory, this.#readBack, pipelines),
        (failed) => failed.dispose(),
      ),
    );
    this.#turn = made.catch(() => {});
    return made;
  }

  guard<Result>(work: Promise<Result>): Promise<Result> {
    return this.#watched.guard(work);
  }

  /** A shared buffer, initialised to zeros. */
  shared(name: SharedName): GPUBuffer {
    return this.#memory.shared(name);
  }

  writeShared(name: SharedName, values: Float32Array<ArrayBuffer>): void {
    this.#watched.device.queue.writeBuffer(this.shared(name), 0, values);
  }

  readShared(name: SharedName): Promise<Float32Array> {
    const buffer = this.shared(name);
    const encoder = this.#watched.device.createCommandEncoder();
    const read = this.#readBack.copy(encoder, buffer, buffer.size);
    this.#watched.submit(encoder.finish());
    return this.guard(read());
  }

  hasShared(name: SharedName): boolean {
    return this.#memory.has(name);
  }

  dispose(): void {
    this.#memory.dispose();
    this.#readBack.dispose();
  }
}
