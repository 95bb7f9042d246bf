import { DeviceLostError } from "../engine/device/device-error.ts";
import type { Executor, ExecutorOptions } from "../engine/executor.ts";
import { type Backend, startBackend } from "../engine/tfjs/backend.ts";
import { createTfjsExecutor } from "../engine/tfjs/tfjs-executor.ts";
import type { OnCompiling } from "../engine/webgpu/runtime/plan-cache.ts";
import { WebgpuExecutor } from "../engine/webgpu/webgpu-executor.ts";
import type { EngineChoice } from "./train.protocol.ts";

/** Decides what runs the networks of this thread. */
export class Engines {
  choice: EngineChoice = "compiled";
  #starting: Promise<Backend> | null = null;
  #open: Backend | null = null;
  readonly #onLost: () => void;

  /** `onLost` is told when the device of the backend is gone, and with it everything on it. */
  constructor(onLost: () => void) {
    this.#onLost = onLost;
  }

  /** The backend of this thread, started when it is first needed, and again when it could not be or was lost. */
  start(): Promise<Backend> {
    this.#starting ??= this.#begin();
    return this.#starting;
  }

  async #begin(): Promise<Backend> {
    try {
      const backend = await startBackend();
      this.#open = backend;
      void backend.device?.device.lost.then(() => this.#lose(backend));
      return backend;
    } catch (error) {
      this.#starting = null;
      throw error;
    }
  }

  #lose(backend: Backend): void {
    if (this.#open !== backend) return;
    this.#open = null;
    this.#starting = null;
    this.#onLost();
  }

  /** In words, e.g. `compiled WebGPU`. */
  async describe(): Promise<string> {
    const { device, description } = await this.start();
    return this.choice === "compiled" && device ? "compiled WebGPU" : description;
  }

  /**
   * Runs a network on the thread's backend, once that is started: by the lab's own kernels where that is chosen and
   * there is WebGPU.
   * @throws DeviceLostError when the device was lost and no other one is started yet
   */
  create(options: ExecutorOptions, onCompiling?: OnCompiling): Executor {
    if (!this.#open) throw new DeviceLostError("The GPU was lost. Try again.");
    const { device } = this.#open;
    if (this.choice === "compiled" && device) return new WebgpuExecutor(options, device, onCompiling);
    return createTfjsExecutor(options);
  }
}
