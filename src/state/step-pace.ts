/** Weight of the newest step in the smoothed time. */
const SMOOTHING = 0.2;

/** Exponential moving average after another value; the value itself at first. */
export function smoothed(old: number | null, value: number): number {
  return old === null ? value : old + SMOOTHING * (value - old);
}

/** Number of steps that an estimate is worth. */
const WORTH = 5;
/** Number of steps that the pace remembers: several epochs with their validations in most runs. */
const MEMORY = 60;

/** Mean time from step to step, including validations and copies of the weights, but not pauses. */
export class StepPace {
  /** Arrival of the last step of an uninterrupted sequence, ms. */
  #lastStepAt: number | null = null;
  #milliseconds: number | null = null;
  #count = 0;

  /** Starts another stage; `expected` is the estimated time of its steps in ms, null without an estimate. */
  restart(expected: number | null = null): void {
    this.#lastStepAt = null;
    this.#milliseconds = expected;
    this.#count = expected === null ? 0 : WORTH;
  }

  /** Ends the sequence: the time until the next step is not a step time. */
  interrupt(): void {
    this.#lastStepAt = null;
  }

  /**
   * Records a step at `now`, ms; `continues` unless a pause follows. Returns the mean time in ms; null before the
   * second step if none was expected.
   */
  step(continues: boolean, now = performance.now()): number | null {
    if (this.#lastStepAt !== null) {
      this.#count = Math.min(this.#count + 1, MEMORY);
      const old = this.#milliseconds ?? 0;
      this.#milliseconds = old + (now - this.#lastStepAt - old) / this.#count;
    }
    this.#lastStepAt = continues ? now : null;
    return this.#milliseconds;
  }
}
