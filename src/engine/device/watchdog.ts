/** Polling interval, and the number of polls without progress after which the device counts as hung. */
const TICK_MILLISECONDS = 5000;
const IDLE_TICKS = 24;

/**
 * Detects a device that neither finishes its work nor reports that it is lost. Polls are counted rather than
 * elapsed time, because a sleeping computer does not poll.
 */
export class Watchdog {
  readonly #onHang: () => void;
  readonly #tickMilliseconds: number;
  readonly #idleTicks: number;
  #waiting = 0;
  #idle = 0;
  #timer: ReturnType<typeof setInterval> | null = null;

  /** `onHang` is called once, when the device counts as hung. */
  constructor(onHang: () => void, tickMilliseconds = TICK_MILLISECONDS, idleTicks = IDLE_TICKS) {
    this.#onHang = onHang;
    this.#tickMilliseconds = tickMilliseconds;
    this.#idleTicks = idleTicks;
  }

  /** Watches until `work` settles; each settled promise counts as progress. */
  watch(work: Promise<unknown>): void {
    this.#waiting += 1;
    this.#timer ??= setInterval(() => this.#look(), this.#tickMilliseconds);
    const ended = () => {
      this.#waiting -= 1;
      this.#idle = 0;
      if (this.#waiting === 0) this.#rest();
    };
    work.then(ended, ended);
  }

  #look(): void {
    this.#idle += 1;
    if (this.#idle < this.#idleTicks) return;
    this.#rest();
    this.#onHang();
  }

  #rest(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#idle = 0;
  }
}
