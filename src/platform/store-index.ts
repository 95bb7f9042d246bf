import type { ImageRecord } from "../core/dataset/image-record.ts";
import { foldName } from "../core/dataset/pairing/fold-name.ts";
import { freeName } from "../core/dataset/pairing/unique-names.ts";

/** Names and fingerprints of the images in a store, for lookups without opening any file. */
export class StoreIndex {
  readonly #records = new Map<string, ImageRecord>();
  /** Number of images per name as folded by `foldName`. */
  readonly #names = new Map<string, number>();
  readonly #ids = new Map<string, string>();

  constructor(records: readonly ImageRecord[]) {
    for (const record of records) this.add(record);
  }

  add(record: ImageRecord): void {
    const { id, name, fingerprint } = record;
    this.delete(id);
    this.#records.set(id, record);
    this.#count(name, 1);
    if (fingerprint !== undefined) this.#ids.set(fingerprint, id);
  }

  delete(id: string): void {
    const record = this.#records.get(id);
    if (!record) return;
    this.#records.delete(id);
    this.#count(record.name, -1);
    if (record.fingerprint !== undefined) this.#ids.delete(record.fingerprint);
  }

  /** The image that was read from files with this fingerprint. */
  find(fingerprint: string): ImageRecord | undefined {
    return this.#records.get(this.#ids.get(fingerprint) ?? "");
  }

  /** An image that equals this image and has labels; null if there is none. */
  labelledOf(unlabelledId: string): ImageRecord | null {
    for (const record of this.#records.values()) {
      if (record.labelled && record.unlabelledId === unlabelledId) return record;
    }
    return null;
  }

  /** `name` if no image has it or one with the same `foldName`, else a free name derived from `longName`. */
  freeName(name: string, longName: string): string {
    return this.#names.has(foldName(name)) ? freeName(longName, this.#names) : name;
  }

  #count(name: string, change: number): void {
    const key = foldName(name);
    const count = (this.#names.get(key) ?? 0) + change;
    if (count > 0) this.#names.set(key, count);
    else this.#names.delete(key);
  }
}
