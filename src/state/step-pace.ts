/** Weight of the newest step in the smoothed times. */
const SMOOTHING = 0.2;

/** A smoothed time once another value has come; the value itself at first. */
export function smoothed(old: number | null, value: number): number {
  return old === null ? value : old + SMOOTHING * (value - old);
}

/** Time from step to step, validations and copies of the weights included, but no pauses. */
export class StepPace {
  /** When the last step of an unbroken stretch arrived, in ms. */
  #lastStepAt: number | null = null;
  #milliseconds: number | null = null;

  /** Begins another stage. */
  restart(): void {
    this.#lastStepAt = null;
    this.#milliseconds = null;
  }

  /** Ends the stretch: the time until the next step says nothing. */
  interrupt(): void {
    this.#lastStepAt = null;
  }

  /** A step has arrived; `goesOn` unless a pause follows. Gives the smoothed time, in ms; null before the second step. */
  step(goesOn: boolean): number | null {
    const now = performance.now();
    if (this.#lastStepAt !== null) this.#milliseconds = smoothed(this.#milliseconds, now - this.#lastStepAt);
    this.#lastStepAt = goesOn ? now : null;
    return this.#milliseconds;
  }
}
