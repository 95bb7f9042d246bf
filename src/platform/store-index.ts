import type { ImageRecord } from "../core/dataset/image-record.ts";
import { freeName } from "../core/dataset/pairing/unique-names.ts";

/** Names and fingerprints of the images in a store, so that none has to be opened to find them. */
export class StoreIndex {
  readonly #records = new Map<string, ImageRecord>();
  readonly #names = new Set<string>();
  readonly #ids = new Map<string, string>();

  constructor(records: readonly ImageRecord[]) {
    for (const record of records) this.add(record);
  }

  add(record: ImageRecord): void {
    const { id, name, fingerprint } = record;
    this.#records.set(id, record);
    this.#names.add(name);
    if (fingerprint !== undefined) this.#ids.set(fingerprint, id);
  }

  delete(id: string): void {
    const record = this.#records.get(id);
    if (!record) return;
    this.#records.delete(id);
    this.#names.delete(record.name);
    if (record.fingerprint !== undefined) this.#ids.delete(record.fingerprint);
  }

  /** The image that was read from files with this fingerprint. */
  find(fingerprint: string): ImageRecord | undefined {
    return this.#records.get(this.#ids.get(fingerprint) ?? "");
  }

  /** An image that is this picture with labels; null when there is none. */
  labelledOf(pictureId: string): ImageRecord | null {
    for (const record of this.#records.values()) {
      if (record.labelled && record.pictureId === pictureId) return record;
    }
    return null;
  }

  /** `name` if no image has it, else one made from `longName` that none has. */
  freeName(name: string, longName: string): string {
    return this.#names.has(name) ? freeName(longName, this.#names) : name;
  }
}
