import { OutOfMemoryError } from "../device/device-error.ts";
import type { MemoryLimits } from "../device/memory-limits.ts";
import { Slots } from "../execution/slots.ts";
import type { SharedName } from "../plan/shared-buffers.ts";
import { Heap, PAGE_BYTES } from "./heap.ts";

const FIRST_PAGES = 16;

/** Most bytes of a network's memory. */
const MAX_BYTES = 2 ** 30;

/** Bytes left for scratch memory of the threads, and for gaps between plans of different sizes. */
const SPARE_BYTES = 2 ** 28;

/** Memory that the plans of one network may use. */
export const WASM_LIMITS: MemoryLimits = {
  buffer: MAX_BYTES - SPARE_BYTES,
  total: MAX_BYTES - SPARE_BYTES,
};

/**
 * A memory that threads can share; it can be made on pages that may not share it, too.
 * @throws OutOfMemoryError when there is no address space left for it
 */
export function createMemory(): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MAX_BYTES / PAGE_BYTES, shared: true });
  } catch (error) {
    throw new OutOfMemoryError(
      "There is no memory left for the CPU engine. Close other tabs and try again.",
      {
        cause: error,
      },
    );
  }
}

/** The buffers of one network in a WebAssembly memory, as byte addresses. */
export class WasmMemory {
  readonly #memory: WebAssembly.Memory;
  readonly #bytesOf: (name: SharedName) => number;
  readonly #heap: Heap;
  readonly #shared = new Map<SharedName, number>();
  readonly #slots: Slots<number>;

  /** Uses the memory from address `start` on. */
  constructor(memory: WebAssembly.Memory, start: number, bytesOf: (name: SharedName) => number) {
    this.#memory = memory;
    this.#bytesOf = bytesOf;
    this.#heap = new Heap(memory, start);
    this.#slots = new Slots(
      (bytes) => this.allocate(bytes),
      (address) => this.free(address),
    );
  }

  /** Bytes of the memory. */
  get bytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /**
   * Address of a buffer that outlives a step, allocated on first use and initialised to zeros.
   * @throws OutOfMemoryError when it does not fit
   */
  shared(name: SharedName): number {
    const known = this.#shared.get(name);
    if (known !== undefined) return known;
    const bytes = this.#bytesOf(name);
    const address = this.allocate(bytes);
    new Uint8Array(this.#memory.buffer, address, bytes).fill(0);
    this.#shared.set(name, address);
    return address;
  }

  has(name: SharedName): boolean {
    return this.#shared.has(name);
  }

  /** A copy of a shared buffer. */
  readShared(name: SharedName): Float32Array {
    return this.read(this.shared(name), this.#bytesOf(name));
  }

  /**
   * Addresses of slots of at least these sizes in bytes, given largest first.
   * @throws OutOfMemoryError when they do not fit
   */
  take(needs: readonly number[]): number[] {
    return this.#slots.take(needs);
  }

  /** Releases slots from `take`. */
  giveBack(addresses: readonly number[]): void {
    this.#slots.giveBack(addresses);
  }

  /**
   * Address of a block of its own, a multiple of 64.
   * @throws OutOfMemoryError when it does not fit
   */
  allocate(bytes: number): number {
    return this.#heap.allocate(bytes);
  }

  /** Gives a block from `allocate` back. */
  free(address: number): void {
    this.#heap.free(address);
  }

  write(address: number, values: Float32Array): void {
    new Float32Array(this.#memory.buffer, address, values.length).set(values);
  }

  /** A copy of `bytes` of f32. */
  read(address: number, bytes: number): Float32Array {
    return new Float32Array(this.#memory.buffer, address, bytes / Float32Array.BYTES_PER_ELEMENT).slice();
  }

  /** A view of the memory as it is now; short after the next allocation. */
  view(): DataView {
    return new DataView(this.#memory.buffer);
  }
}
