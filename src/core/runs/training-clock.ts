/** Time that a run spent in training, without its pauses. All times in ms of one clock. */
export class TrainingClock {
  #total: number;
  /** Start of the time that has not been added yet; null while paused. */
  #since: number | null;

  /** @param before training time of an interrupted run that goes on */
  constructor(now: number, before = 0) {
    this.#total = before;
    this.#since = now;
  }

  at(now: number): number {
    return this.#total + (this.#since === null ? 0 : now - this.#since);
  }

  pause(now: number): void {
    this.#total = this.at(now);
    this.#since = null;
  }

  resume(now: number): void {
    this.#since ??= now;
  }

  /** Adds the time of a single step taken in a pause. */
  addStep(milliseconds: number): void {
    if (this.#since === null) this.#total += milliseconds;
  }
}
