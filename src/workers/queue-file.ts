import { parseQueue, QueueError, queueDocument } from "../core/queue/parse-queue.ts";
import { EMPTY_QUEUE, type RunQueue } from "../core/queue/run-queue.ts";
import { openSealedJson, sealedJson } from "../io/sealed-json.ts";
import type { Folder } from "../platform/folder.ts";
import { QUEUE_FILE, QUEUE_FOLDER } from "./queue-names.ts";

/** A damaged file is kept under this name, so that a new queue does not overwrite it. */
const DAMAGED_FILE = "queue-damaged.json";

/** A recipe has about 4 kB; a larger file is not read. */
const MAX_BYTES = 2 ** 22;

/** The queue as stored in a folder. All calls may throw a StoreError. */
export class QueueFile {
  readonly #folder: Folder;
  /** What was read or written last: its recipes are not parsed again. */
  #last = { text: "", queue: EMPTY_QUEUE };

  constructor(folder: Folder) {
    this.#folder = folder;
  }

  /**
   * The stored queue; an empty one if there is none.
   * @throws NewerQueueError if a newer version of this page wrote it
   * @throws QueueError if it is damaged
   */
  async read(): Promise<RunQueue> {
    const file = await this.#folder.read(QUEUE_FILE);
    if (!file || file.size === 0) return EMPTY_QUEUE;
    if (file.size > MAX_BYTES)
      throw new QueueError("The queue of an earlier visit is damaged. Its file is too large for a queue.");
    const text = await file.text();
    if (text === this.#last.text) return this.#last.queue;
    const opened = openSealedJson(text);
    if (typeof opened === "string")
      throw new QueueError(`The queue of an earlier visit is damaged. Its file ${opened}.`);
    this.#last = { text, queue: parseQueue(opened.content) };
    return this.#last.queue;
  }

  /** Stores a queue, completely or not at all. An empty one leaves no file. */
  async write(queue: RunQueue): Promise<void> {
    if (queue.runs.length === 0) {
      await this.#folder.delete(QUEUE_FILE);
      return;
    }
    const text = sealedJson(queueDocument(queue));
    await this.#folder.write(QUEUE_FILE, [new TextEncoder().encode(text)]);
    this.#last = { text, queue };
  }

  /** Changes the stored queue, and returns it. If it cannot be read (see `read`), nothing is written. */
  async change(change: (queue: RunQueue) => RunQueue): Promise<RunQueue> {
    const before = await this.read();
    const queue = change(before);
    if (queue !== before) await this.write(queue);
    return queue;
  }

  /** Moves a damaged file out of the way, and returns the name under which it is kept. */
  async setAside(): Promise<string> {
    const file = await this.#folder.read(QUEUE_FILE);
    if (file) await this.#folder.write(DAMAGED_FILE, [new Uint8Array(await file.arrayBuffer())]);
    await this.#folder.delete(QUEUE_FILE);
    return `${QUEUE_FOLDER}/${DAMAGED_FILE}`;
  }
}
