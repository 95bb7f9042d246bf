import process from "node:process";
import { approximateDuration } from "../src/core/approximate-duration.ts";

/** Time between two lines where these are not rewritten, ms. */
const QUIET_MILLISECONDS = 30_000;

/** Prints how many images are done, and the time left: a rewritten line in a terminal, elsewhere a line now and then. */
export class PredictProgress {
  done = 0;
  total = 0;
  readonly #isTerminal = process.stderr.isTTY;
  /** When the first image of this call was done. */
  #firstAt: number | null = null;
  #printedAt = performance.now();

  /** @param known number of images that an earlier call has done, which take no time */
  show({
    done,
    total,
    known,
  }: {
    readonly done: number;
    readonly total: number;
    readonly known: number;
  }): void {
    this.done = done;
    this.total = total;
    const now = performance.now();
    if (done > known) this.#firstAt ??= now;
    const line = `${done} of ${total} images${this.#left(now, done - known)}`;
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

  #left(now: number, more: number): string {
    if (this.#firstAt === null || more < 2 || this.done === this.total) return "";
    const seconds = ((now - this.#firstAt) / 1000 / (more - 1)) * (this.total - this.done);
    return `, ${approximateDuration(seconds)} left`;
  }
}
