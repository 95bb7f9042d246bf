/** Thrown if a stream is invalid or ends early. */
export class WebpError extends Error {
  override name = "WebpError";
}

/** Reads bits from a stream of bytes, low bits first. */
export class WebpBits {
  readonly #bytes: Uint8Array;
  #at = 0;
  #held = 0;
  #bits = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next `count` bits, up to 24, as a number. Throws a WebpError at the end of the stream. */
  read(count: number): number {
    while (this.#held < count) {
      if (this.#at >= this.#bytes.length) throw new WebpError("The stream ends early.");
      this.#bits |= this.#bytes[this.#at++] << this.#held;
      this.#held += 8;
    }
    const value = this.#bits & (2 ** count - 1);
    this.#bits >>>= count;
    this.#held -= count;
    return value;
  }
}
