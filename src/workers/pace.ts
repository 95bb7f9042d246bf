import { LabError } from "../core/errors.ts";
import { orAbort } from "../core/or-abort.ts";
import type { Control } from "./train.protocol.ts";

/** Thrown from every wait of a run once the run has been stopped. */
export class RunStopped extends Error {
  override name = "RunStopped";
}

/** A run ended from outside, with the reason as the message. */
export class RunAborted extends LabError {
  override name = "RunAborted";
}

/** Lets a run continue, pause, take a single step or end, as the page requests. */
export class Pace {
  #running: boolean;
  #singleSteps: number;
  #wake: () => void = () => {};
  #rateFactor = 1;
  #isWatched: boolean;
  /** Aborts with a `RunStopped` or `RunAborted` when the run is to end. */
  readonly #end = new AbortController();

  /** `isWatched`: whether anybody is watching the samples of the training. */
  constructor(singleStep: boolean, isWatched = true) {
    this.#running = !singleStep;
    this.#isWatched = isWatched;
    this.#singleSteps = singleStep ? 1 : 0;
  }

  get rateFactor(): number {
    return this.#rateFactor;
  }

  /** Whether anybody is watching the samples of the training. */
  get isWatched(): boolean {
    return this.#isWatched;
  }

  /** Whether the run continues by itself: neither paused nor single-stepped nor about to end. */
  get free(): boolean {
    return this.#running && !this.#end.signal.aborted;
  }

  /** Whether the run waits until it is continued. */
  get isPaused(): boolean {
    return !this.#running && this.#singleSteps === 0 && !this.#end.signal.aborted;
  }

  /** Whether the user stopped the run. */
  get stopped(): boolean {
    return this.#end.signal.reason instanceof RunStopped;
  }

  control(command: Control): void {
    switch (command.kind) {
      case "rateFactor":
        this.#rateFactor = command.factor;
        break;
      case "watch":
        this.#isWatched = command.isWatched;
        break;
      case "pause":
        this.#running = false;
        break;
      case "resume":
        this.#running = true;
        break;
      case "step":
        this.#running = false;
        this.#singleSteps += 1;
        break;
      case "stop":
        this.#end.abort(new RunStopped("stopped"));
        break;
      case "abort":
        this.#end.abort(new RunAborted(command.sentence));
    }
    this.#wake();
  }

  /**
   * Waits until the next event of the training may be requested.
   * @throws RunStopped or RunAborted if the run is to end
   */
  async mayAsk(): Promise<void> {
    const { signal } = this.#end;
    while (this.isPaused) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    signal.throwIfAborted();
  }

  /**
   * Result of `work`, unless the run ends first.
   * @throws RunStopped or RunAborted if the run is to end
   */
  orEnd<Value>(work: Promise<Value>): Promise<Value> {
    return orAbort(work, this.#end.signal);
  }

  /** Subtracts a step from the requested single steps. */
  tookStep(): void {
    if (!this.#running) this.#singleSteps = Math.max(0, this.#singleSteps - 1);
  }
}
