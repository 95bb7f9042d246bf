import type { ImageRecord, Refusal } from "../core/dataset/image-record.ts";
import { LabError } from "../core/errors.ts";
import type { ImportSkips } from "../io/read/import-dataset.ts";
import type { ImportEvent } from "./decode.protocol.ts";

const BROKE_READER =
  "Reading this file took too long or crashed the reader, so it was left out. It may be damaged.";
const BROKEN_FROM_START = "The worker that reads files does not start. Reload the page.";

/** Outcome of the files of an import. */
export interface ImportResult {
  /** Images that are now in the store, whether they were there before or not. */
  readonly stored: readonly ImageRecord[];
  readonly refused: readonly Refusal[];
}

/**
 * Follows an import over several workers: what is done, what has been reported, and which file is being read.
 */
export class ImportWatch {
  readonly #onEvent: ((event: ImportEvent) => void) | undefined;
  readonly #stored = new Map<string, ImageRecord>();
  readonly #refused = new Map<string, Refusal>();
  readonly #settledImages: string[] = [];
  readonly #brokenFiles: string[] = [];
  /** The file or image being read; null before the first and between workers. */
  #current: { readonly path: string; readonly paired: boolean } | null = null;

  constructor(onEvent: ((event: ImportEvent) => void) | undefined) {
    this.#onEvent = onEvent;
  }

  /** Records an event and forwards it, unless an earlier worker reported the same. */
  take(event: ImportEvent): void {
    if (event.kind === "progress") this.#advance(event);
    if (event.kind === "stored") this.#stored.set(event.record.id, event.record);
    if (event.kind === "refused") {
      const key = JSON.stringify(event.refusal);
      if (this.#refused.has(key)) return;
      this.#refused.set(key, event.refusal);
    }
    this.#onEvent?.(event);
  }

  /** Refuses the file that was being read when the worker broke. Throws a LabError if there was none. */
  blameCurrent(): void {
    if (!this.#current) throw new LabError(BROKEN_FROM_START);
    const { path, paired } = this.#current;
    this.#current = null;
    (paired ? this.#settledImages : this.#brokenFiles).push(path);
    this.take({ kind: "refused", refusal: { file: path, reason: BROKE_READER } });
  }

  /** Files and images that the next worker is to skip. */
  skips(): ImportSkips {
    return { images: [...this.#settledImages], files: [...this.#brokenFiles] };
  }

  result(): ImportResult {
    return { stored: [...this.#stored.values()], refused: [...this.#refused.values()] };
  }

  #advance({ current, total }: { readonly current: string; readonly total: number }): void {
    // An image is begun only after the previous one has been stored or refused.
    if (this.#current?.paired) this.#settledImages.push(this.#current.path);
    this.#current = current === "" ? null : { path: current, paired: total > 0 };
  }
}
