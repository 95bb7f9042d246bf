import { OutOfMemoryError } from "../device/device-error.ts";

/** Bytes by which a WebAssembly memory grows. */
export const PAGE_BYTES = 65_536;

/** Bytes that a processor core takes from memory at once. Threads that write different ones do not disturb each other. */
const CACHE_LINE = 64;

/** Bytes rounded up to whole cache lines. */
export const inCacheLines = (bytes: number) => Math.ceil(bytes / CACHE_LINE) * CACHE_LINE;

interface Gap {
  start: number;
  end: number;
}

/** Blocks of bytes in a WebAssembly memory, which grows when no gap is large enough. */
export class Heap {
  readonly #memory: WebAssembly.Memory;
  readonly #bytesOf = new Map<number, number>();
  /** In the order of their addresses, with blocks between them. */
  readonly #gaps: Gap[];

  /** Blocks are at address `start` or beyond. */
  constructor(memory: WebAssembly.Memory, start: number) {
    this.#memory = memory;
    this.#gaps = [{ start: inCacheLines(start), end: memory.buffer.byteLength }];
  }

  /**
   * Address of a new block, a multiple of 64. Its bytes are arbitrary. Views of the memory made before may be
   * too short afterwards.
   * @throws OutOfMemoryError when the memory cannot grow by as much
   */
  allocate(bytes: number): number {
    const need = Math.max(CACHE_LINE, inCacheLines(bytes));
    const gap = this.#gaps.find(({ start, end }) => end - start >= need) ?? this.#grow(need);
    const address = gap.start;
    gap.start += need;
    if (gap.start === gap.end) this.#gaps.splice(this.#gaps.indexOf(gap), 1);
    this.#bytesOf.set(address, need);
    return address;
  }

  /** Gives a block back. Throws a RangeError when no block begins at the address. */
  free(address: number): void {
    const bytes = this.#bytesOf.get(address);
    if (bytes === undefined) throw new RangeError(`no block begins at ${address}`);
    this.#bytesOf.delete(address);
    const index = this.#gaps.findIndex(({ start }) => start > address);
    const at = index < 0 ? this.#gaps.length : index;
    this.#gaps.splice(at, 0, { start: address, end: address + bytes });
    this.#join(at);
    if (at > 0) this.#join(at - 1);
  }

  /** Joins a gap with the next one if there is nothing between them. */
  #join(index: number): void {
    const [gap, next] = this.#gaps.slice(index, index + 2);
    if (next?.start !== gap.end) return;
    gap.end = next.end;
    this.#gaps.splice(index + 1, 1);
  }

  /** The last gap, after the memory has grown until `need` bytes fit. */
  #grow(need: number): Gap {
    const end = this.#memory.buffer.byteLength;
    let last = this.#gaps.at(-1);
    const missing = need - (last?.end === end ? end - last.start : 0);
    try {
      this.#memory.grow(Math.ceil(missing / PAGE_BYTES));
    } catch (error) {
      throw new OutOfMemoryError(
        "The CPU engine has no memory left for this. Use a smaller crop, a smaller batch or a narrower network.",
        { cause: error },
      );
    }
    if (last?.end !== end) {
      last = { start: end, end };
      this.#gaps.push(last);
    }
    last.end = this.#memory.buffer.byteLength;
    return last;
  }
}
