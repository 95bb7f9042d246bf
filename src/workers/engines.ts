import type { Executor, ExecutorOptions } from "../engine/executor.ts";
import { type Backend, currentBackend } from "../engine/tfjs/backend.ts";
import { createTfjsExecutor } from "../engine/tfjs/tfjs-executor.ts";
import { type OnCompiling, WebgpuExecutor } from "../engine/webgpu/webgpu-executor.ts";
import type { EngineChoice } from "./train.protocol.ts";

/** Decides what runs the networks of this thread. */
export class Engines {
  choice: EngineChoice = "compiled";

  /** In words, e.g. `compiled WebGPU`. */
  describe({ device, description }: Backend): string {
    return this.choice === "compiled" && device ? "compiled WebGPU" : description;
  }

  /** Runs a network on the thread's backend: by the lab's own kernels where that is chosen and there is WebGPU. */
  create(options: ExecutorOptions, onCompiling?: OnCompiling): Executor {
    const { device } = currentBackend();
    if (this.choice === "compiled" && device) return new WebgpuExecutor(options, device, onCompiling);
    return createTfjsExecutor(options);
  }
}
