import process from "node:process";
import { approximateDuration } from "../src/core/approximate-duration.ts";

/** Time between two lines where these are not rewritten, ms. */
const QUIET_MILLISECONDS = 30_000;

/** Prints how many images are done, and the time left: a rewritten line in a terminal, elsewhere a line now and then. */
export class PredictProgress {
  done = 0;
  total = 0;
  readonly #isTerminal = process.stderr.isTTY;
  /** When the first image was done, and how many were by then: those of an earlier call take no time. */
  #first: { readonly at: number; readonly done: number } | null = null;
  #printedAt = performance.now();

  show(done: number, total: number): void {
    this.done = done;
    this.total = total;
    const now = performance.now();
    this.#first ??= { at: now, done };
    const line = `${done} of ${total} images${this.#left(now)}`;
    if (this.#isTerminal) process.stderr.write(`\r\x1b[K${line}`);
    else if (now - this.#printedAt >= QUIET_MILLISECONDS) {
      this.#printedAt = now;
      console.error(line);
    }
  }

  /** Prints a message on a line of its own. */
  say(message: string): void {
    this.end();
    console.error(message);
  }

  /** Removes the line. */
  end(): void {
    if (this.#isTerminal) process.stderr.write("\r\x1b[K");
  }

  #left(now: number): string {
    const more = this.done - (this.#first?.done ?? 0);
    if (!this.#first || more === 0 || this.done === this.total) return "";
    const seconds = ((now - this.#first.at) / 1000 / more) * (this.total - this.done);
    return `, ${approximateDuration(seconds)} left`;
  }
}
