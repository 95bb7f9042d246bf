import { LabError } from "../core/errors.ts";
import { orAbort } from "../core/or-abort.ts";
import type { Control } from "./train.protocol.ts";

/** Thrown out of whatever a run waits for once it was told to stop. */
export class RunStopped extends Error {
  override name = "RunStopped";
}

/** A run was ended from outside, for the reason in the message. */
export class RunAborted extends LabError {
  override name = "RunAborted";
}

/** Lets a run go on, wait, take one step or end, as the page asks. */
export class Pace {
  #running: boolean;
  #singleSteps: number;
  #wake: () => void = () => {};
  #rateFactor = 1;
  #isWatched: boolean;
  /** Aborts, for a `RunStopped` or `RunAborted`, when the run shall end. */
  readonly #end = new AbortController();

  /** `isWatched` says whether anybody looks at the samples of the training. */
  constructor(singleStep: boolean, isWatched = true) {
    this.#running = !singleStep;
    this.#isWatched = isWatched;
    this.#singleSteps = singleStep ? 1 : 0;
  }

  get rateFactor(): number {
    return this.#rateFactor;
  }

  /** Whether anybody looks at the samples of the training. */
  get isWatched(): boolean {
    return this.#isWatched;
  }

  /** Whether the run goes on by itself: neither paused nor stepped nor about to end. */
  get free(): boolean {
    return this.#running && !this.#end.signal.aborted;
  }

  /** Whether a person stopped the run. */
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
   * Waits until the training may be asked for its next event.
   * @throws RunStopped or RunAborted when the run shall end
   */
  async mayAsk(): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted && !this.#running && this.#singleSteps === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    signal.throwIfAborted();
  }

  /**
   * What `work` gives, unless the run ends first.
   * @throws RunStopped or RunAborted when the run shall end
   */
  orEnd<Value>(work: Promise<Value>): Promise<Value> {
    return orAbort(work, this.#end.signal);
  }

  /** Counts a step against those that were asked for one by one. */
  tookStep(): void {
    if (!this.#running) this.#singleSteps = Math.max(0, this.#singleSteps - 1);
  }
}
