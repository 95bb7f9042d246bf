/** Thrown if a pickle is damaged, too large or needs unsupported features. The message is a sentence. */
export class PickleError extends Error {
  override name = "PickleError";
}

/**
 * Reads the arguments of pickle instructions. Throws a PickleError for lengths beyond the end of the file.
 */
export class PickleBytes {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The next bytes, not copied. */
  take(count: number): Uint8Array {
    const start = this.#at;
    if (count < 0 || start + count > this.#bytes.length) throw new PickleError("Its data end early.");
    this.#at += count;
    return this.#bytes.subarray(start, start + count);
  }

  /** An unsigned integer of 1, 2, 4 or 8 bytes, little-endian. */
  whole(size: number): number {
    return this.take(size).reduceRight((value, byte) => 256 * value + byte, 0);
  }

  signed(size: number): number {
    return signedOf(this.take(size));
  }

  /** A float of eight bytes, big-endian. */
  float(): number {
    const at = this.#at;
    this.take(8);
    return this.#view.getFloat64(at);
  }

  text(count: number): string {
    return new TextDecoder().decode(this.take(count));
  }

  /** Text up to the end of the line. */
  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at);
    if (end < 0) throw new PickleError("Its data end early.");
    const text = new TextDecoder("latin1").decode(this.take(end - this.#at));
    this.take(1);
    return text;
  }
}

/** A signed integer in two's complement, little-endian. */
export function signedOf(bytes: Uint8Array): number {
  const value = bytes.reduceRight((sum, byte) => 256 * sum + byte, 0);
  const negative = bytes.length > 0 && bytes[bytes.length - 1] >= 0x80;
  return negative ? value - 256 ** bytes.length : value;
}
