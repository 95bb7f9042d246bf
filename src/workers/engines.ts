import type { EngineRecord } from "../core/recipe/engine-record.ts";
import { networksOf, type Recipe, type Stage } from "../core/recipe/recipe.ts";
import { adapterKey } from "../engine/device/adapter-key.ts";
import { DeviceLostError } from "../engine/device/device-error.ts";
import type { WatchedDevice } from "../engine/device/webgpu-device.ts";
import type { Executor, ExecutorOptions } from "../engine/executor.ts";
import { type Backend, startBackend } from "../engine/tfjs/backend.ts";
import { createTfjsExecutor } from "../engine/tfjs/tfjs-executor.ts";
import { type Tiling, tilingFor } from "../engine/webgpu/plan/tiles.ts";
import { tunedTiling } from "../engine/webgpu/plan/tuned-tiling.ts";
import type { OnCompiling } from "../engine/webgpu/runtime/plan-cache.ts";
import { choicesFor, parseTunings, type Tuning } from "../engine/webgpu/tuning/tunings.ts";
import { WebgpuExecutor } from "../engine/webgpu/webgpu-executor.ts";
import type { EngineChoice } from "./train.protocol.ts";

/** A network by its place in a recipe. */
export interface StageNetwork {
  readonly stage: Stage;
  readonly recipe: Recipe;
}

/** Names a network and the size of its batches: all that its tuning depends on, apart from the device. */
export function networkKey({ stage, recipe: { networks, batch, crop } }: StageNetwork): string {
  const sizes = networksOf(stage).map((name) => JSON.stringify(networks[name]));
  return `${stage} ${sizes.join(", ")}, ${batch} x ${crop} x ${crop} px`;
}

/** Decides what runs the networks of this thread. */
export class Engines {
  choice: EngineChoice = "compiled";
  #starting: Promise<Backend> | null = null;
  #open: Backend | null = null;
  #tunings: readonly Tuning[] = [];
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

  /** Takes what the page has stored; what is damaged or unknown in it does not count. */
  takeTunings(stored: unknown): void {
    this.#tunings = parseTunings(stored);
  }

  /** In words, e.g. `compiled WebGPU`. */
  async describe(): Promise<string> {
    return this.#titleOf(await this.start());
  }

  #titleOf({ device, description }: Backend): string {
    return this.choice === "compiled" && device ? "compiled WebGPU" : description;
  }

  #opened(): Backend {
    if (!this.#open) throw new DeviceLostError("The GPU was lost. Try again.");
    return this.#open;
  }

  /**
   * Runs a network on the thread's backend, once that is started: by the lab's own kernels where that is chosen and
   * there is WebGPU.
   * @throws DeviceLostError when the device was lost and no other one is started yet
   */
  create(options: ExecutorOptions, network: StageNetwork, onCompiling?: OnCompiling): Executor {
    const { device } = this.#opened();
    if (this.choice !== "compiled" || !device) return createTfjsExecutor(options);
    return new WebgpuExecutor(options, device, onCompiling, this.tilingOf(network, device));
  }

  /** How the compiled engine cuts a network into threads: as tuned where it was. */
  tilingOf(network: StageNetwork, { info }: WatchedDevice): Tiling {
    const table = tilingFor(info);
    const choices = choicesFor(this.#tunings, adapterKey(info), networkKey(network));
    return choices ? tunedTiling(table, choices) : table;
  }

  /**
   * What runs a network now, for the report.
   * @throws DeviceLostError when the device was lost and no other one is started yet
   */
  record(network: StageNetwork): EngineRecord {
    const backend = this.#opened();
    const { device } = backend;
    const engine = this.#titleOf(backend);
    const adapter = device && adapterKey(device.info);
    if (this.choice !== "compiled" || !device) return { engine, adapter, tiling: null };
    const { table, choices } = this.tilingOf(network, device);
    return choices ? { engine, adapter, tiling: "tuned", choices } : { engine, adapter, tiling: table };
  }
}
