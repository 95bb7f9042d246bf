/** Thrown where a pickle is damaged, too large or wants what is not given. The message is a sentence. */
export class PickleError extends Error {
  override name = "PickleError";
}

/** Reads the parts of a pickle's instructions. Whatever is longer than the file throws a PickleError. */
export class PickleBytes {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The next bytes, without copying them. */
  take(count: number): Uint8Array {
    const start = this.#at;
    if (count < 0 || start + count > this.#bytes.length) throw new PickleError("Its data end early.");
    this.#at += count;
    return this.#bytes.subarray(start, start + count);
  }

  /** A whole number without sign of 1, 2, 4 or 8 bytes, lowest byte first. */
  whole(size: number): number {
    return this.take(size).reduceRight((value, byte) => 256 * value + byte, 0);
  }

  signed(size: number): number {
    return signedOf(this.take(size));
  }

  /** A float of eight bytes, highest byte first. */
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

/** A number in two's complement, lowest byte first. */
export function signedOf(bytes: Uint8Array): number {
  const value = bytes.reduceRight((sum, byte) => 256 * sum + byte, 0);
  const negative = bytes.length > 0 && bytes[bytes.length - 1] >= 0x80;
  return negative ? value - 256 ** bytes.length : value;
}
