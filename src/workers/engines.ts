import type { EngineRecord } from "../core/recipe/engine-record.ts";
import { networksOf, type Recipe, type Stage } from "../core/recipe/recipe.ts";
import { adapterKey } from "../engine/device/adapter-key.ts";
import { DeviceLostError } from "../engine/device/device-error.ts";
import type { WatchedDevice } from "../engine/device/webgpu-device.ts";
import type { Executor, ExecutorOptions } from "../engine/executor.ts";
import { type Tiling, tilingFor } from "../engine/plan/tiles.ts";
import { tunedTiling } from "../engine/plan/tuned-tiling.ts";
import { type Backend, startBackend } from "../engine/tfjs/backend.ts";
import { createTfjsExecutor } from "../engine/tfjs/tfjs-executor.ts";
import { choicesFor, parseTunings, type Tuning } from "../engine/webgpu/tuning/tunings.ts";
import { WebgpuExecutor } from "../engine/webgpu/webgpu-executor.ts";
import type { OnCompiling } from "../engine/webgpu/webgpu-runner.ts";
import type { EngineChoice } from "./train.protocol.ts";

/** A network, identified by its position in a recipe. */
export interface StageNetwork {
  readonly stage: Stage;
  readonly recipe: Recipe;
}

/** Key of a network and its batch size: together with the device, all that its tuning depends on. */
export function networkKey({ stage, recipe: { networks, batch, crop } }: StageNetwork): string {
  const sizes = networksOf(stage).map((name) => JSON.stringify(networks[name]));
  return `${stage} ${sizes.join(", ")}, ${batch} x ${crop} x ${crop} px`;
}

/** Decides which engine runs the networks of this thread. */
export class Engines {
  choice: EngineChoice = "compiled";
  #starting: Promise<Backend> | null = null;
  #open: Backend | null = null;
  #tunings: readonly Tuning[] = [];
  readonly #onLost: () => void;

  /** `onLost` is called when the device of the backend is lost, and everything on it. */
  constructor(onLost: () => void) {
    this.#onLost = onLost;
  }

  /** The backend of this thread, started on first use, and again after a failed start or a lost device. */
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

  /** Takes the tunings stored by the page; damaged or unknown entries are ignored. */
  takeTunings(stored: unknown): void {
    this.#tunings = parseTunings(stored);
  }

  /** Name of the engine, e.g. `compiled WebGPU`. */
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
   * Creates an executor on the thread's backend once that is started: with the lab's own kernels if they are
   * chosen and there is WebGPU.
   * @throws DeviceLostError if the device was lost and no other one has started yet
   */
  create(options: ExecutorOptions, network: StageNetwork, onCompiling?: OnCompiling): Executor {
    const { device } = this.#opened();
    if (this.choice !== "compiled" || !device) return createTfjsExecutor(options);
    return new WebgpuExecutor(options, device, onCompiling, this.tilingOf(network, device));
  }

  /** Tiling of a network by the compiled engine: the tuned one if there is one. */
  tilingOf(network: StageNetwork, { info }: WatchedDevice): Tiling {
    const table = tilingFor(info);
    const choices = choicesFor(this.#tunings, adapterKey(info), networkKey(network));
    return choices ? tunedTiling(table, choices) : table;
  }

  /**
   * What runs a network now, for the report.
   * @throws DeviceLostError if the device was lost and no other one has started yet
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
