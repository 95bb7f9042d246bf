import { sentenceOf } from "../core/errors.ts";
import { writeCheckpointFile } from "../io/write/checkpoint-file.ts";
import { FullError, StoreError } from "../platform/folder.ts";
import type { CheckpointSink } from "./checkpoint-sink.ts";
import { packRunCheckpoint } from "./pack-run-checkpoint.ts";
import type { RunCheckpoint } from "./run-checkpoint.ts";

/** Longest time between two checkpoints, unless they take too long to write. */
const MILLISECONDS_BETWEEN = 30_000;

/** Maximum fraction of the time spent on writing: large networks are many bytes. */
const FRACTION_OF_TIME = 0.1;

/** Longest rest after a write, ms: one slow write, such as the first on a busy disk, must not put the next one off for long. */
const LONGEST_REST = 60_000;

const FULL =
  "The checkpoint could not be stored: the storage that the browser gives this page is full. The previous checkpoint is kept. Remove images or runs, or free disk space.";
const NOT_WRITTEN = "The checkpoint could not be stored. The previous checkpoint is kept.";

function problemOf(error: unknown): string {
  if (error instanceof FullError) return FULL;
  return error instanceof StoreError ? NOT_WRITTEN : sentenceOf(error);
}

/** A checkpoint that was stored, or why it was not. */
export interface StoredCheckpoint {
  readonly checkpoint: RunCheckpoint;
  readonly problem: string | null;
}

/** Stores checkpoints of a run while it goes on: one at a time, and of those that wait only the newest. */
export class CheckpointWriter {
  readonly #sink: CheckpointSink;
  readonly #onStored: (stored: StoredCheckpoint) => void;
  readonly #now: () => number;
  #waiting: RunCheckpoint | null = null;
  #writing: Promise<void> | null = null;
  /** Training state of the newest checkpoint. */
  #newest: RunCheckpoint["training"] | null = null;
  #dueAt: number;
  #notBefore = Number.NEGATIVE_INFINITY;

  /** @param now clock in ms */
  constructor(
    sink: CheckpointSink,
    onStored: (stored: StoredCheckpoint) => void,
    now: () => number = () => performance.now(),
  ) {
    this.#sink = sink;
    this.#onStored = onStored;
    this.#now = now;
    this.#dueAt = now() + MILLISECONDS_BETWEEN;
  }

  /** Whether a further checkpoint costs little enough time. */
  get isFree(): boolean {
    return this.#writing === null && this.#now() >= this.#notBefore;
  }

  /** Whether the last checkpoint is so old that another one is wanted. */
  get isDue(): boolean {
    return this.isFree && this.#now() >= this.#dueAt;
  }

  /** Stores a checkpoint in the background, unless it is the newest already. */
  store(checkpoint: RunCheckpoint): void {
    if (this.#newest === checkpoint.training) return;
    this.#newest = checkpoint.training;
    this.#dueAt = this.#now() + MILLISECONDS_BETWEEN;
    this.#waiting = checkpoint;
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when everything is stored. */
  async finish(): Promise<void> {
    await this.#writing;
  }

  /** Deletes the checkpoint of a run that has finished; if that fails, it stays. */
  async discard(): Promise<void> {
    await this.finish();
    await this.#sink.discard().catch((error: unknown) => {
      if (!(error instanceof StoreError)) throw error;
    });
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting) {
      const checkpoint = this.#waiting;
      this.#waiting = null;
      const start = this.#now();
      this.#onStored({ checkpoint, problem: await this.#write(checkpoint) });
      const now = this.#now();
      this.#notBefore = now + Math.min((now - start) / FRACTION_OF_TIME, LONGEST_REST);
    }
    this.#writing = null;
  }

  /** Why it could not be stored; null if it was. */
  async #write(checkpoint: RunCheckpoint): Promise<string | null> {
    try {
      const { content, arrays } = packRunCheckpoint(checkpoint);
      await this.#sink.write(await writeCheckpointFile(content, arrays));
      return null;
    } catch (error) {
      return problemOf(error);
    }
  }
}
