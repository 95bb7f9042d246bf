/** Polling interval, and the number of polls without progress after which the device counts as hung. */
const TICK_MILLISECONDS = 5000;
const QUIET_TICKS = 24;

/**
 * Detects a device that neither finishes its work nor reports that it is lost. Polls are counted rather than
 * elapsed time, because a sleeping computer does not poll.
 */
export class Watchdog {
  readonly #onSilence: () => void;
  readonly #tickMilliseconds: number;
  readonly #quietTicks: number;
  #waiting = 0;
  #quiet = 0;
  #timer: ReturnType<typeof setInterval> | null = null;

  /** `onSilence` is called once, when the device counts as hung. */
  constructor(onSilence: () => void, tickMilliseconds = TICK_MILLISECONDS, quietTicks = QUIET_TICKS) {
    this.#onSilence = onSilence;
    this.#tickMilliseconds = tickMilliseconds;
    this.#quietTicks = quietTicks;
  }

  /** Watches until `work` settles; each settled promise counts as progress. */
  watch(work: Promise<unknown>): void {
    this.#waiting += 1;
    this.#timer ??= setInterval(() => this.#look(), this.#tickMilliseconds);
    const ended = () => {
      this.#waiting -= 1;
      this.#quiet = 0;
      if (this.#waiting === 0) this.#rest();
    };
    work.then(ended, ended);
  }

  #look(): void {
    this.#quiet += 1;
    if (this.#quiet < this.#quietTicks) return;
    this.#rest();
    this.#onSilence();
  }

  #rest(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#quiet = 0;
  }
}
