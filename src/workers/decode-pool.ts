import { FileError } from "../core/dataset/pairing/file-error.ts";
import { decodeJobOf, type JobOutcome } from "../io/read/decode-job.ts";
import type { DecodedPlan, DecodePlan } from "../io/read/decode-plan.ts";
import type { DecodeThreads } from "../io/read/read-ahead.ts";
import type { DecodeCalls } from "./decode.protocol.ts";
import type { Remote } from "./rpc.ts";
import { connectWorker } from "./worker-remote.ts";

/** One worker reads files, pairs them and stores the images of all others, which would wait for it if more. */
const MAX_WORKERS = 8;

const BROKEN = "A worker that decodes images stopped.";

/** Starts the script of this worker once more. */
const spawnAnother = () => new Worker(self.location.href, { type: "module", name: "decode images" });

/**
 * Workers that decode the images of one import for the worker that reads the files, one per core beyond the
 * first. They start when they are needed. An image that breaks its worker is left to the worker that reads the files,
 * whose failure the page notices.
 */
export class DecodePool implements DecodeThreads {
  readonly count: number;
  readonly #spawn: () => Worker;
  readonly #workers = new Map<Remote<DecodeCalls>, Worker>();
  readonly #idle: Remote<DecodeCalls>[] = [];
  /** Calls that wait for a worker; they get null if none is left. */
  readonly #waiting: ((remote: Remote<DecodeCalls> | null) => void)[] = [];
  #spawned = 0;

  constructor(cores = navigator.hardwareConcurrency ?? 1, spawn = spawnAnother) {
    this.count = Math.min(MAX_WORKERS, cores - 1);
    this.#spawn = spawn;
  }

  async decode(...[plan, sources, signal]: Parameters<DecodePlan>): Promise<DecodedPlan | null> {
    const job = await decodeJobOf(plan, sources, signal);
    const remote = job && (await this.#take());
    if (!job || !remote) return null;
    let outcome: JobOutcome;
    try {
      outcome = await remote.call("decodeJob", job, { signal });
    } catch (error) {
      if (this.#workers.has(remote)) throw error;
      return null;
    } finally {
      this.#release(remote);
    }
    if (outcome.kind === "decoded") return outcome;
    throw new FileError(outcome.refusal.file, outcome.refusal.reason);
  }

  /** Ends the workers. */
  close(): void {
    for (const worker of this.#workers.values()) worker.terminate();
  }

  async #take(): Promise<Remote<DecodeCalls> | null> {
    const idle = this.#idle.pop() ?? this.#start();
    if (idle || this.#workers.size === 0) return idle;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** A new worker; null if all were started. */
  #start(): Remote<DecodeCalls> | null {
    if (this.#spawned >= this.count) return null;
    this.#spawned += 1;
    const worker = this.#spawn();
    // Otherwise the page would take it for the failure of this worker.
    worker.addEventListener("error", (event) => event.preventDefault());
    const remote = connectWorker<DecodeCalls>(worker, BROKEN, () => this.#workers.delete(remote));
    this.#workers.set(remote, worker);
    return remote;
  }

  #release(remote: Remote<DecodeCalls>): void {
    if (this.#workers.has(remote)) this.#give(remote);
    else if (this.#waiting.length > 0) this.#give(this.#start());
  }

  /** Gives a free worker to the next call that waits for one; null if there is none. */
  #give(remote: Remote<DecodeCalls> | null): void {
    if (remote) {
      const next = this.#waiting.shift();
      if (next) next(remote);
      else this.#idle.push(remote);
    } else if (this.#workers.size === 0) {
      for (const next of this.#waiting.splice(0)) next(null);
    }
  }
}
