import type { ImageRecord } from "../../core/dataset/image-record.ts";
import { labelFilesOf } from "../../core/dataset/pairing/found-pair.ts";
import type { PlannedImage } from "../../core/dataset/pairing/pairing.ts";
import { type DecodedPlan, type DecodePlan, decodePlan } from "./decode-plan.ts";
import type { Sources } from "./images/decode-raster.ts";

/** Other threads that decode images. */
export interface DecodeThreads {
  readonly count: number;
  /** Decodes an image there; null for one that is better decoded in this thread. */
  decode(...args: Parameters<DecodePlan>): Promise<DecodedPlan | null>;
}

/** Number of images for which other threads are worth their start. */
const MIN_SHARED = 4;

/** Maximum memory in bytes of images that are read before it is their turn. */
const MAX_AHEAD_BYTES = 2 ** 27;

const SAMPLE_BYTES = { uint8: 1, uint16: 2, float32: 4 };
const LABEL_BYTES = 4;

function bytesOf({ rows, columns, channels, type }: ImageRecord): number {
  return rows * columns * (channels * SAMPLE_BYTES[type] + LABEL_BYTES);
}

/** Decides which images of an import are decoded in other threads before it is their turn. */
export class ReadAhead {
  readonly #threads: DecodeThreads | null;
  readonly #files: Sources["files"];
  /** Memory in bytes of the largest image so far; null before the first. */
  #largest: number | null = null;

  /** @param threads null to read one image after the other, in this thread */
  constructor(images: number, files: Sources["files"], threads: DecodeThreads | null) {
    this.#threads = images < MIN_SHARED ? null : threads;
    this.#files = files;
  }

  /** Takes the size of an image of the import as that of the images to come. */
  learn(record: ImageRecord): void {
    this.#largest = Math.max(this.#largest ?? 0, bytesOf(record));
  }

  /** Whether a thread and memory are left for an image beside others whose turn is earlier. */
  mayBegin(plan: PlannedImage, others: readonly PlannedImage[]): boolean {
    const largest = this.#largest;
    if (!this.#threads || largest === null || others.length > this.#threads.count + 1) return false;
    const bytes = [...others, plan].reduce((sum, one) => sum + largest + this.#fileBytes(one), 0);
    return bytes <= MAX_AHEAD_BYTES;
  }

  /** Decodes an image in another thread, or in this one when it is its turn. */
  async decode(turn: Promise<void>, ...args: Parameters<DecodePlan>): Promise<DecodedPlan> {
    const elsewhere = this.#largest === null ? null : await this.#threads?.decode(...args);
    if (elsewhere) return elsewhere;
    await turn;
    return decodePlan(...args);
  }

  #fileBytes({ image, truth, spare = [] }: PlannedImage): number {
    const labels = [truth, ...spare.map((source) => source.truth)].flatMap(labelFilesOf);
    return [image, ...labels].reduce((sum, path) => sum + (this.#files.get(path)?.size ?? 0), 0);
  }
}
