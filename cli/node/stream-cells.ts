import type { ImageRecord } from "../../src/core/dataset/image-record.ts";
import type { NamedImage } from "../../src/core/dataset/stored-image.ts";
import type { InstanceChoice } from "../../src/core/instances/parameters.ts";
import { measureCells } from "../../src/core/measurements/measure-cells.ts";
import type { Gate } from "../../src/core/recipe/recipe.ts";
import type { AddedFile } from "../../src/io/read/gather-files.ts";
import { importDataset } from "../../src/io/read/import-dataset.ts";
import { openImageStore } from "../../src/platform/image-store.ts";
import { predictInto } from "../../src/state/predicted-fields.ts";
import { stackChoice } from "../../src/state/stack-choice.ts";
import type { CellsCalls, KeptField } from "../../src/workers/cells.protocol.ts";
import { type Endpoint, serve } from "../../src/workers/rpc.ts";
import { compareField } from "../../src/workers/score-fields.ts";
import { openOpfsFolder } from "./disk-folder.ts";
import type { UnfinishedCells } from "./unfinished-cells.ts";

/** Pixels of the images that are decoded ahead of the networks; a larger image is alone. */
const AHEAD_PIXELS = 2 ** 20;

/** Progress of a stream: images done, of all that are known so far. */
interface StreamProgress {
  readonly done: number;
  readonly total: number;
  /** How many of them an earlier call has done. */
  readonly known: number;
}

export interface StreamOptions {
  readonly files: readonly AddedFile[];
  readonly gate: Gate;
  readonly choice: InstanceChoice;
  readonly results: UnfinishedCells;
  /** Ends the stream; it rejects with the signal's reason. */
  readonly signal: AbortSignal;
  onProgress(progress: StreamProgress): void;
  /** Called for a file that is left out, with the reason as a sentence. */
  onRefused(file: string, reason: string): void;
}

/** Decodes images, predicts their fields and finds their cells, a few images at a time. */
export class CellStream {
  readonly #options: StreamOptions;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  /** The first failure that concerns more than one image. */
  #failure: unknown = null;
  #done = 0;
  #known = 0;
  #total = 0;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#stop.signal]);
  }

  /** @throws OutputError if a result cannot be written; those before are kept */
  async run(): Promise<void> {
    const known = new Map(
      this.#options.results.images.flatMap(({ record }) =>
        record.fingerprint === undefined ? [] : [[record.fingerprint, record] as const],
      ),
    );
    const steps = importDataset(this.#options.files, {
      signal: this.#signal,
      stack: stackChoice(),
      find: async (fingerprint) => known.get(fingerprint) ?? null,
    });
    const store = await openImageStore();
    const images = await openOpfsFolder("images");
    /** Decodes while the networks predict the images before. */
    const collect = () => {
      const collected = this.#collect(steps, async (image) => {
        const { record } = await store.write(image);
        return { ...image, record };
      });
      collected.catch(() => {});
      return collected;
    };
    let next = collect();
    for (;;) {
      const batch = await next;
      if (batch.length === 0) return;
      next = collect();
      await this.#predict(batch);
      for (const { record } of batch) await images.delete(record.id);
    }
  }

  async #collect(
    steps: ReturnType<typeof importDataset>,
    store: (image: NamedImage) => Promise<NamedImage>,
  ): Promise<readonly NamedImage[]> {
    const batch = new Map<string, NamedImage>();
    let pixels = 0;
    while (pixels < AHEAD_PIXELS) {
      const { done, value: step } = await steps.next();
      if (done) break;
      if (step.kind === "progress") this.#total = step.total;
      if (step.kind === "known") {
        this.#known += 1;
        this.#tell(1);
      }
      if (step.kind === "refused") {
        this.#options.onRefused(step.refusal.file, step.refusal.reason);
      }
      if (step.kind !== "decoded") continue;
      const image = await store(step.image);
      const { id, rows, columns } = image.record;
      // The same image may be in several files.
      if (this.#options.results.has(id) || batch.has(id)) {
        this.#tell(1);
        continue;
      }
      batch.set(id, image);
      pixels += rows * columns;
    }
    return [...batch.values()];
  }

  /** Passes each field on as soon as it is predicted; one is looked through while the next is predicted. */
  async #predict(batch: readonly NamedImage[]): Promise<void> {
    const images = new Map(batch.map((image) => [image.record.id, image]));
    const { port1, port2 } = new MessageChannel();
    let taking: Promise<void> = Promise.resolve();
    serve<Pick<CellsCalls, "keep">>(port1 as Endpoint, {
      keep: async ({ key, kept }) => {
        await taking;
        const image = images.get(key.imageId);
        if (image) taking = this.#take(image, kept);
        return null;
      },
    });
    port1.start();
    try {
      const records = batch.map(({ record }) => record);
      const failed = await predictInto({ port: port2, generation: 0 }, records, this.#options.gate, {
        signal: this.#signal,
      });
      for (const { id, sentence } of failed) this.#refuse(images.get(id)?.record, sentence);
    } catch (error) {
      throw this.#failure ?? error;
    } finally {
      await taking;
      port1.close();
    }
    if (this.#failure) throw this.#failure;
  }

  async #take({ record, pixels }: NamedImage, kept: KeptField): Promise<void> {
    try {
      const { found, compared } = compareField(kept, this.#options.choice);
      const cells = measureCells(found, pixels, record.pixelSize ?? null);
      await this.#options.results.add({ record, found, compared, cells });
      this.#tell(1);
    } catch (error) {
      // Nothing else could be written either.
      this.#failure ??= error;
      this.#stop.abort(error);
    }
  }

  #refuse(record: ImageRecord | undefined, sentence: string): void {
    if (this.#failure || !record) return;
    this.#options.onRefused(record.pair?.image ?? record.name, sentence);
    this.#tell(1);
  }

  #tell(more: number): void {
    this.#done += more;
    const total = Math.max(this.#total, this.#done);
    this.#options.onProgress({ done: this.#done, total, known: this.#known });
  }
}
