/** How often a watchdog looks, and how many looks without news it takes for the device to count as hung. */
const TICK_MILLISECONDS = 5000;
const QUIET_TICKS = 24;

/**
 * Notices when a device neither finishes its work nor reports that it is lost. Looks are counted, not time: a computer
 * that sleeps does not look.
 */
export class Watchdog {
  readonly #onSilence: () => void;
  readonly #tickMilliseconds: number;
  readonly #quietTicks: number;
  #waiting = 0;
  #quiet = 0;
  #timer: ReturnType<typeof setInterval> | null = null;

  /** `onSilence` is called once, when the device is given up. */
  constructor(onSilence: () => void, tickMilliseconds = TICK_MILLISECONDS, quietTicks = QUIET_TICKS) {
    this.#onSilence = onSilence;
    this.#tickMilliseconds = tickMilliseconds;
    this.#quietTicks = quietTicks;
  }

  /** Watches until `work` ends; each end of a work is news. */
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
