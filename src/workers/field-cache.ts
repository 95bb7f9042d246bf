import { planesOf } from "../core/instances/cell-field.ts";
import type { FieldKey, KeptField } from "./cells.protocol.ts";

/** Maximum number of bytes of kept fields, not counting the newest: about seventy million pixels. */
const MAX_BYTES = 2 ** 31;

const nameOf = ({ gate, imageId }: FieldKey) => `${gate} ${imageId}`;

function bytesOf({ field, image, truth }: KeptField): number {
  const planes = [...planesOf(field), image, ...(truth ? [truth.data] : [])];
  return planes.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/**
 * Predicted fields by image and gate. When their memory is used up, the least recently used are dropped
 * first.
 */
export class FieldCache {
  readonly #limit: number;
  readonly #kept = new Map<string, KeptField>();
  #bytes = 0;

  constructor(limit = MAX_BYTES) {
    this.#limit = limit;
  }

  put(key: FieldKey, kept: KeptField): void {
    this.#drop(nameOf(key));
    this.#kept.set(nameOf(key), kept);
    this.#bytes += bytesOf(kept);
    for (const name of this.#kept.keys()) {
      if (this.#bytes <= this.#limit || this.#kept.size === 1) return;
      this.#drop(name);
    }
  }

  has(key: FieldKey): boolean {
    return this.#kept.has(nameOf(key));
  }

  /** Null if there is none, or no longer one. */
  get(key: FieldKey): KeptField | null {
    const name = nameOf(key);
    const kept = this.#kept.get(name);
    if (!kept) return null;
    this.#kept.delete(name);
    this.#kept.set(name, kept);
    return kept;
  }

  clear(): void {
    this.#kept.clear();
    this.#bytes = 0;
  }

  #drop(name: string): void {
    const kept = this.#kept.get(name);
    if (!kept) return;
    this.#kept.delete(name);
    this.#bytes -= bytesOf(kept);
  }
}
