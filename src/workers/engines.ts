import type { Executor, ExecutorOptions } from "../engine/executor.ts";
import { type Backend, currentBackend, startBackend } from "../engine/tfjs/backend.ts";
import { createTfjsExecutor } from "../engine/tfjs/tfjs-executor.ts";
import { type OnCompiling, WebgpuExecutor } from "../engine/webgpu/webgpu-executor.ts";
import type { EngineChoice } from "./train.protocol.ts";

/** Decides what runs the networks of this thread. */
export class Engines {
  choice: EngineChoice = "compiled";
  #starting: Promise<Backend> | null = null;

  /** The backend of this thread, started when it is first needed and again when it could not be. */
  start(): Promise<Backend> {
    this.#starting ??= startBackend().catch((error: unknown) => {
      this.#starting = null;
      throw error;
    });
    return this.#starting;
  }

  /** Another backend in the place of one whose device was lost. */
  restart(): Promise<Backend> {
    this.forget();
    return this.start();
  }

  /** The device was lost: whoever needs a backend next starts another. */
  forget(): void {
    this.#starting = null;
  }

  /** In words, e.g. `compiled WebGPU`. */
  async describe(): Promise<string> {
    const { device, description } = await this.start();
    return this.choice === "compiled" && device ? "compiled WebGPU" : description;
  }

  /**
   * Runs a network on the thread's backend, once that is started: by the lab's own kernels where that is chosen and
   * there is WebGPU.
   */
  create(options: ExecutorOptions, onCompiling?: OnCompiling): Executor {
    const { device } = currentBackend();
    if (this.choice === "compiled" && device) return new WebgpuExecutor(options, device, onCompiling);
    return createTfjsExecutor(options);
  }
}
