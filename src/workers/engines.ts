import { LabError } from "../core/errors.ts";
import type { EngineRecord } from "../core/recipe/engine-record.ts";
import { BackendError, DeviceLostError } from "../engine/device/device-error.ts";
import type { Executor, ExecutorOptions } from "../engine/executor.ts";
import { type StartedWasm, startWasm } from "../engine/wasm/start-wasm.ts";
import { parseTunings, type Tuning } from "../engine/webgpu/tuning/tunings.ts";
import type { OnCompiling } from "../engine/webgpu/webgpu-runner.ts";
import { type AdapterReport, probeAdapter } from "../platform/adapter.ts";
import { cpuEngine } from "./cpu-engine.ts";
import { adapterProblem, ENGINES, enginesInOrder } from "./engine-table.ts";
import type { StageNetwork, StartedEngine } from "./started-engine.ts";
import { ThreadDevice } from "./thread-device.ts";
import type { DeviceReport, EngineName } from "./train.protocol.ts";
import { webgpuEngine } from "./webgpu-engine.ts";

const NO_WEBASSEMBLY =
  "This browser does not run the lab's WebAssembly kernels, which need SIMD instructions and shared memory. Use a current browser.";
const NOT_STARTED: Readonly<Record<EngineName, string>> = {
  webgpu: "The GPU could not be opened. Restart the browser, or update it and the graphics driver.",
  cpu: "The WebAssembly kernels could not be started. Reload the page.",
  tfjs: "TensorFlow.js could not be started. Reload the page.",
};

/** Decides which engine runs the networks of this thread, and starts it. */
export class Engines {
  readonly #gpu = new ThreadDevice();
  #choice: EngineName | null = null;
  #starting: Promise<StartedEngine> | null = null;
  #started: StartedEngine | null = null;
  #startingWasm: Promise<StartedWasm | null> | null = null;
  #tunings: readonly Tuning[] = [];
  /** Engines that did not start, and why. */
  readonly #problems = new Map<EngineName, string>();
  readonly #onLost: () => void;

  /**
   * `onLost` is called when the GPU of the engine in use is lost, and everything on it, or when one of its networks
   * has lost a thread.
   */
  constructor(onLost: () => void) {
    this.#onLost = onLost;
  }

  /** Chooses an engine from the next start on; null for the best one that runs here. */
  choose(choice: EngineName | null): void {
    this.#choice = choice;
    this.#problems.clear();
    this.#starting = null;
    this.#started = null;
  }

  /**
   * The engine in use: the chosen one or, if that does not start, the best one that does. Started on first use, and
   * again after a failed start or a lost GPU.
   * @throws BackendError when none works
   */
  start(): Promise<StartedEngine> {
    this.#starting ??= this.#begin();
    return this.#starting;
  }

  async #begin(): Promise<StartedEngine> {
    const choice = this.#choice;
    const order = enginesInOrder(await probeAdapter());
    const causes: unknown[] = [];
    for (const name of choice ? new Set([choice, ...order]) : order) {
      const engine = await this.#open(name).catch((cause: unknown) => {
        causes.push(cause);
        return null;
      });
      // Another one may have been chosen in the meantime.
      if (choice !== this.#choice) return this.start();
      if (engine) return this.#take(engine);
      this.#problems.set(name, NOT_STARTED[name]);
    }
    this.#starting = null;
    throw new BackendError("No engine runs in this browser. Use a current Chrome or Edge.", {
      cause: causes,
    });
  }

  async #open(name: EngineName): Promise<StartedEngine | null> {
    if (name === "cpu")
      return this.#wasm().then((wasm) => wasm && cpuEngine({ ...wasm, onLost: this.#onLost }));
    if (name === "tfjs") return this.startTfjs();
    const device = await this.#gpu.open();
    return device && webgpuEngine(device, () => this.#tunings);
  }

  /** Null where it does not run; tried again after a failed start. */
  #wasm(): Promise<StartedWasm | null> {
    this.#startingWasm ??= startWasm().catch((error: unknown) => {
      this.#startingWasm = null;
      throw error;
    });
    return this.#startingWasm;
  }

  /** Why the CPU engine does not run now; null if it does. */
  async #cpuProblem(): Promise<string | null> {
    try {
      return (await this.#wasm()) ? null : NO_WEBASSEMBLY;
    } catch (error) {
      return error instanceof LabError ? error.message : NOT_STARTED.cpu;
    }
  }

  #take(engine: StartedEngine): StartedEngine {
    this.#started = engine;
    void engine.device?.device.lost.then(() => {
      if (this.#started !== engine) return;
      this.#started = null;
      this.#starting = null;
      this.#onLost();
    });
    return engine;
  }

  /**
   * Starts tfjs for a comparison, on the GPU of this thread if it has one; the engine in use stays.
   * @throws BackendError when none of its backends works
   */
  async startTfjs(): Promise<StartedEngine> {
    // Its code is large, and most visits never need it.
    const { startTfjs } = await import("./tfjs-engine.ts");
    return startTfjs(this.#gpu);
  }

  /** Takes the tunings stored by the page; damaged or unknown entries are ignored. */
  takeTunings(stored: unknown): void {
    this.#tunings = parseTunings(stored);
  }

  /** The engine in use, and the others, in words. */
  async report(): Promise<DeviceReport> {
    const { name, description, note } = await this.start();
    const adapter = await probeAdapter();
    const cpuProblem = await this.#cpuProblem();
    const { consequence, isLimited } = ENGINES[name];
    return {
      adapter,
      engine: name,
      backend: description,
      consequence: note ? `${consequence(adapter)} ${note}` : consequence(adapter),
      note,
      limited: isLimited(adapter),
      engines: enginesInOrder(adapter).map((name) => {
        const { title, detail } = ENGINES[name];
        return {
          name,
          title,
          detail: detail(adapter),
          problem: name === "cpu" ? cpuProblem : this.#problemOf(name, adapter),
        };
      }),
    };
  }

  #problemOf(name: EngineName, adapter: AdapterReport): string | null {
    const missing = name === "webgpu" ? adapterProblem(adapter) : null;
    return missing ?? this.#problems.get(name) ?? null;
  }

  #opened(): StartedEngine {
    if (!this.#started) throw new DeviceLostError("The GPU was lost. Try again.");
    return this.#started;
  }

  /**
   * Creates an executor on the engine in use once that is started.
   * @throws DeviceLostError if its GPU was lost and no engine has started since
   */
  create(options: ExecutorOptions, network: StageNetwork, onCompiling?: OnCompiling): Executor {
    return this.#opened().create(options, network, onCompiling);
  }

  /**
   * What runs a network now, for the report.
   * @throws DeviceLostError if its GPU was lost and no engine has started since
   */
  record(network: StageNetwork): EngineRecord {
    return this.#opened().record(network);
  }
}
