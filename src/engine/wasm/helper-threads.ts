import { ThreadLostError } from "../device/device-error.ts";

/** What a helper needs: the module, the memory, and its number, 1 or more. */
export interface HelperStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly thread: number;
}

/** A thread that helps with the runs: it claims jobs as the calling thread does. */
export interface Helper {
  /** Resolves when it is about to help; rejects when it cannot be started. */
  readonly started: Promise<void>;
  /**
   * Resolves when it has ended, as far as that is reported: a browser says nothing about a worker that it ends
   * itself.
   */
  readonly ended: Promise<void>;
  /** Ends it at once, whatever it does. */
  end(): void;
}

/** Starts a helper: a worker of the page or a worker thread of Node. */
export type StartHelper = (start: HelperStart) => Helper;

/** The helpers of one network. */
export class HelperThreads {
  readonly #begin: () => readonly Helper[];
  readonly #onLost: () => void;
  #helpers: readonly Helper[] = [];
  #starting: Promise<void> | null = null;
  #lost: ThreadLostError | null = null;
  #isEnding = false;

  /** `begin` is called once, on the first start, and `onLost` when the first helper is lost. */
  constructor(begin: () => readonly Helper[], onLost: () => void) {
    this.#begin = begin;
    this.#onLost = onLost;
  }

  /**
   * Resolves when all help.
   * @throws ThreadLostError when one of them cannot be started
   */
  async start(): Promise<void> {
    this.#starting ??= this.#startAll();
    try {
      await this.#starting;
    } catch (error) {
      throw this.lose(error);
    }
  }

  /** Ends all helpers because of a failure; the first failure is kept. */
  lose(cause: unknown): ThreadLostError {
    if (this.#lost) return this.#lost;
    this.#lost = new ThreadLostError(
      "A thread of the CPU engine stopped working, perhaps because memory ran out. Close other tabs and programs, and try again.",
      { cause },
    );
    this.end();
    this.#onLost();
    return this.#lost;
  }

  get isLost(): boolean {
    return this.#lost !== null;
  }

  /** @throws ThreadLostError when one of them was lost */
  check(): void {
    if (this.#lost) throw this.#lost;
  }

  end(): void {
    this.#isEnding = true;
    for (const helper of this.#helpers) helper.end();
  }

  async #startAll(): Promise<void> {
    this.#helpers = this.#begin();
    for (const { ended } of this.#helpers) {
      void ended.then(() => {
        if (!this.#isEnding) this.lose("a helper ended");
      });
    }
    await Promise.all(this.#helpers.map(({ started }) => started));
  }
}
