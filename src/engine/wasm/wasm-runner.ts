import { counted } from "../../core/counted.ts";
import { letMessagesIn } from "../../core/let-messages-in.ts";
import { ThreadLostError } from "../device/device-error.ts";
import type { ReadyPlan, Runner } from "../execution/runner.ts";
import type { Plan } from "../plan/plan-builder.ts";
import type { SharedName } from "../plan/shared-buffers.ts";
import { inCacheLines } from "./heap.ts";
import { HelperThreads, type StartHelper } from "./helper-threads.ts";
import { instantiate, type KernelExports } from "./kernel-exports.ts";
import { PlacedPlan } from "./placed-plan.ts";
import { RECORD_BYTES } from "./record-layout.ts";
import { Slices } from "./slices.ts";
import { createMemory, WasmMemory } from "./wasm-memory.ts";

/** The kernels for the CPU, and the threads that run them. */
export interface WasmEngine {
  readonly module: WebAssembly.Module;
  /** Threads, including the one that calls. */
  readonly threads: number;
  /** Starts the other threads; not called for one thread. */
  readonly startHelper: StartHelper;
  /** Waits of 100 ms for a job after which a helper counts as lost although it has not ended. Default 300. */
  readonly maxWaits?: number;
  /** Called when a network has lost a thread: its executor fails from now on, but has its weights. */
  readonly onLost?: () => void;
}

/** The engine in reports and in the status line. */
export const CPU_TITLE = "compiled CPU";

/** The engine in words, e.g. `compiled CPU, 2 threads`. */
export const describeCpu = (threads: number) => `${CPU_TITLE}, ${counted(threads, "thread")}`;

/** A plan in the memory of its runner. */
export interface WasmPlan extends ReadyPlan {
  /**
   * Milliseconds of the dispatch at `index`, run `repeats` times after all work begun before: by all threads as in a
   * step, or by one alone.
   */
  time(index: number, repeats: number, isAlone: boolean): Promise<number>;
}

/**
 * A job takes a fraction of a millisecond. A machine that is busy or short of memory may set a thread aside for
 * seconds; one that sleeps makes a single wait longer.
 */
const MAX_WAITS = 300;

/** Runs plans on the CPU, as WebAssembly in one or more threads. Results do not depend on their number. */
export class WasmRunner implements Runner<WasmPlan> {
  readonly description: string;
  readonly threads: number;
  readonly #maxWaits: number;
  readonly #kernels: KernelExports;
  readonly #memory: WasmMemory;
  readonly #helpers: HelperThreads;
  #scratch = { address: 0, bytes: 0 };
  /** The running averages after the last step that was done: those in memory may be from one that never ended. */
  #running: Float32Array | null = null;
  #isDisposed = false;
  /** Settles when all work begun so far is done. */
  #before: Promise<unknown> = Promise.resolve();

  /** @throws OutOfMemoryError when there is no memory for a network */
  constructor(
    { module, threads, startHelper, maxWaits = MAX_WAITS, onLost = () => {} }: WasmEngine,
    bytesOf: (name: SharedName) => number,
  ) {
    const memory = createMemory();
    this.description = describeCpu(threads);
    this.threads = threads;
    this.#maxWaits = maxWaits;
    this.#kernels = instantiate(module, memory);
    this.#memory = new WasmMemory(memory, this.#kernels.firstFree(), bytesOf);
    const numbers = Array.from({ length: threads - 1 }, (_, index) => index + 1);
    this.#helpers = new HelperThreads(
      () => numbers.map((thread) => startHelper({ module, memory, thread })),
      onLost,
    );
  }

  get bytes(): number {
    return this.#memory.bytes;
  }

  async prepare(plan: Plan): Promise<WasmPlan> {
    this.#check();
    await this.#helpers.start();
    return this.#next(() => {
      this.#check();
      const placed = new PlacedPlan(plan, this.#memory, this.#kernels);
      try {
        this.#needScratch(placed.scratchBytes);
      } catch (error) {
        placed.dispose();
        throw error;
      }
      return this.#ready(placed);
    });
  }

  async guard<Result>(work: Promise<Result>): Promise<Result> {
    const result = await work;
    this.#check();
    return result;
  }

  writeShared(name: SharedName, values: Float32Array): void {
    const address = this.#memory.shared(name);
    void this.#next(() => {
      this.#memory.write(address, values);
      if (name === "running") this.#running = values.slice();
    });
  }

  /** Possible after the loss of a thread, too: as after the last step that was done. */
  readShared(name: SharedName): Promise<Float32Array> {
    return this.#next(() =>
      this.#helpers.isLost && name === "running" && this.#running
        ? this.#running.slice()
        : this.#memory.readShared(name),
    );
  }

  hasShared(name: SharedName): boolean {
    return this.#memory.has(name);
  }

  /** Ends the threads when the runs begun before are done. Later ones fail. */
  dispose(): void {
    void this.#next(() => {
      this.#isDisposed = true;
      this.#kernels.stop();
      this.#helpers.end();
    });
  }

  #check(): void {
    this.#helpers.check();
    if (this.#isDisposed) throw new ThreadLostError("The memory of this network was given back. Try again.");
  }

  /** Does `work` after all that was begun before. */
  #next<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const done = this.#before.then(work);
    this.#before = done.catch(() => {});
    return done;
  }

  #ready(placed: PlacedPlan): WasmPlan {
    const slices = new Slices();
    return {
      upload: (name, values) => {
        const address = placed.uploadAddress(name, values.byteLength);
        void this.#next(() => this.#memory.write(address, values));
      },
      run: (results) => this.#next(() => this.#run(placed, slices, results)),
      time: (index, repeats, isAlone) => this.#next(() => this.#time(placed, index, repeats, isAlone)),
      dispose: () => void this.#next(() => placed.dispose()),
    };
  }

  async #run(placed: PlacedPlan, slices: Slices, results: readonly string[]): Promise<Float32Array[]> {
    const { first, update, end } = placed;
    // Steps that follow one another without waiting would keep all messages out.
    await letMessagesIn();
    this.#check();
    await slices.over((update - first) / RECORD_BYTES, (start, stop) =>
      this.#runRecords(first + start * RECORD_BYTES, first + stop * RECORD_BYTES),
    );
    // One thread changes the parameters, and nothing is let in: the loss of another leaves them whole.
    this.#kernels.runAlone(update, end, this.#scratch.address);
    if (update < end && this.#memory.has("running")) this.#running = this.#memory.readShared("running");
    return results.map((name) => placed.result(name));
  }

  async #time(
    { first, update }: PlacedPlan,
    index: number,
    repeats: number,
    isAlone: boolean,
  ): Promise<number> {
    this.#check();
    const record = first + index * RECORD_BYTES;
    const end = record + RECORD_BYTES;
    const start = performance.now();
    for (let repeat = 0; repeat < repeats; repeat++) {
      if (isAlone || record >= update) this.#kernels.runAlone(record, end, this.#scratch.address);
      else await this.#runRecords(record, end);
    }
    return performance.now() - start;
  }

  async #runRecords(first: number, end: number): Promise<void> {
    const { address, bytes } = this.#scratch;
    if (this.threads === 1) {
      this.#kernels.runAlone(first, end, address);
      return;
    }
    try {
      let waits = this.#kernels.run(first, end, address, bytes);
      while (waits > 0) {
        if (waits >= this.#maxWaits) throw this.#helpers.lose("a helper did not finish its job");
        // The end of a helper is a message.
        await letMessagesIn();
        this.#helpers.check();
        waits = this.#kernels.resume();
      }
    } catch (error) {
      // The others may still be in the middle of this run.
      throw this.#helpers.lose(error);
    }
  }

  #needScratch(least: number): void {
    if (least <= this.#scratch.bytes) return;
    const bytes = inCacheLines(least);
    const address = this.#memory.allocate(bytes * this.threads);
    if (this.#scratch.bytes > 0) this.#memory.free(this.#scratch.address);
    this.#scratch = { address, bytes };
  }
}
