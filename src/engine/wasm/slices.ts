import { letMessagesIn } from "../../core/let-messages-in.ts";

/** Longest time without a look at the messages of the thread, about. */
const SLICE_MILLISECONDS = 100;

/** Runs long work in slices, with messages let in between them. The length of a slice is learned. */
export class Slices {
  #length = 1;

  /** Calls `run` for slices of 0 to `count`, in order. Rejects with what it throws. */
  async over(count: number, run: (first: number, end: number) => void | Promise<void>): Promise<void> {
    let start = performance.now();
    let before = start;
    for (let first = 0; first < count; ) {
      const end = Math.min(count, first + this.#length);
      await run(first, end);
      const now = performance.now();
      if (now - before > SLICE_MILLISECONDS) this.#length = Math.max(1, Math.floor(this.#length / 2));
      else if (now - before < SLICE_MILLISECONDS / 2) this.#length = Math.min(count, 2 * this.#length);
      before = now;
      first = end;
      if (first === count || now - start < SLICE_MILLISECONDS) continue;
      await letMessagesIn();
      start = performance.now();
      before = start;
    }
  }
}
