/** Weight of the newest step in the smoothed time. */
const SMOOTHING = 0.2;

/** Exponential moving average after another value; the value itself at first. */
export function smoothed(old: number | null, value: number): number {
  return old === null ? value : old + SMOOTHING * (value - old);
}

/** Time from step to step, including validations and copies of the weights, but not pauses. */
export class StepPace {
  /** Arrival of the last step of an uninterrupted sequence, ms. */
  #lastStepAt: number | null = null;
  #milliseconds: number | null = null;

  /** Starts another stage. */
  restart(): void {
    this.#lastStepAt = null;
    this.#milliseconds = null;
  }

  /** Ends the sequence: the time until the next step is not a step time. */
  interrupt(): void {
    this.#lastStepAt = null;
  }

  /**
   * Records a step; `continues` unless a pause follows. Returns the smoothed time in ms; null before the second
   * step.
   */
  step(continues: boolean): number | null {
    const now = performance.now();
    if (this.#lastStepAt !== null) this.#milliseconds = smoothed(this.#milliseconds, now - this.#lastStepAt);
    this.#lastStepAt = continues ? now : null;
    return this.#milliseconds;
  }
}
