import { ThreadLostError } from "../device/device-error.ts";

/** What a helper needs: the module, the memory, and its number, 1 or more. */
export interface HelperStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly thread: number;
}

/** A thread that helps with the runs. */
export interface Helper {
  /** Resolves when it is about to help; rejects when it cannot be started. */
  readonly started: Promise<void>;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends it at once, whatever it does. */
  end(): void;
}

/** Starts a helper: a worker of the page or a worker thread of Node. */
export type StartHelper = (start: HelperStart) => Helper;

function lostError(cause: unknown): ThreadLostError {
  return new ThreadLostError(
    "A thread of the CPU engine stopped working. The weights of the last step are kept: export them, or train again.",
    { cause },
  );
}

/** The helpers of one network. */
export class HelperThreads {
  readonly #helpers: readonly Helper[];
  #lost: ThreadLostError | null = null;
  #isEnding = false;

  constructor(helpers: readonly Helper[]) {
    this.#helpers = helpers;
    for (const { started, ended } of helpers) {
      // Reported by `start`.
      started.catch(() => {});
      void ended.then(() => {
        if (!this.#isEnding) this.lose("a helper ended");
      });
    }
  }

  /** The helpers that are there. */
  get count(): number {
    return this.#helpers.length;
  }

  /** Resolves when all help. Rejects with a ThreadLostError when one cannot be started. */
  async start(): Promise<void> {
    try {
      await Promise.all(this.#helpers.map(({ started }) => started));
    } catch (error) {
      throw this.lose(error);
    }
  }

  /** Ends all helpers because of a failure; the first one is kept. */
  lose(cause: unknown): ThreadLostError {
    this.#lost ??= lostError(cause);
    this.end();
    return this.#lost;
  }

  /** Throws a ThreadLostError when one of them was lost. */
  check(): void {
    if (this.#lost) throw this.#lost;
  }

  end(): void {
    this.#isEnding = true;
    for (const helper of this.#helpers) helper.end();
  }
}
