import { Slots } from "../../execution/slots.ts";
import type { SharedName } from "../../plan/shared-buffers.ts";

const STORAGE = () => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
const UNIFORM = () => GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;

/**
 * The buffers of one network: those that outlive a step, allocated on first use, memory slots for the other
 * buffers of its plans, and the uniforms of each plan.
 */
export class NetworkMemory {
  readonly #device: GPUDevice;
  readonly #bytesOf: (name: SharedName) => number;
  readonly #shared = new Map<SharedName, GPUBuffer>();
  readonly #slots: Slots<GPUBuffer>;
  readonly #uniforms = new Set<GPUBuffer>();

  constructor(device: GPUDevice, bytesOf: (name: SharedName) => number) {
    this.#device = device;
    this.#bytesOf = bytesOf;
    this.#slots = new Slots(
      (size) => device.createBuffer({ label: "slot", size, usage: STORAGE() }),
      (buffer) => buffer.destroy(),
    );
  }

  /** A shared buffer, initialised to zeros. */
  shared(name: SharedName): GPUBuffer {
    const known = this.#shared.get(name);
    if (known) return known;
    const buffer = this.#device.createBuffer({ label: name, size: this.#bytesOf(name), usage: STORAGE() });
    this.#shared.set(name, buffer);
    return buffer;
  }

  has(name: SharedName): boolean {
    return this.#shared.has(name);
  }

  /** Buffers of at least these sizes in bytes, given largest first. */
  take(needs: readonly number[]): GPUBuffer[] {
    return this.#slots.take(needs);
  }

  /** Releases buffers from `take`; slots that no plan uses any more are destroyed. */
  giveBack(buffers: readonly GPUBuffer[]): void {
    this.#slots.giveBack(buffers);
  }

  /** A buffer for the uniforms of one plan. */
  uniforms(size: number): GPUBuffer {
    const buffer = this.#device.createBuffer({ label: "sizes", size, usage: UNIFORM() });
    this.#uniforms.add(buffer);
    return buffer;
  }

  /** Destroys a buffer from `uniforms`, unless that has been done. */
  release(buffer: GPUBuffer): void {
    if (this.#uniforms.delete(buffer)) buffer.destroy();
  }

  get bytes(): number {
    return this.#slots.bytes + this.#single().reduce((sum, { size }) => sum + size, 0);
  }

  dispose(): void {
    for (const buffer of this.#single()) buffer.destroy();
    this.#shared.clear();
    this.#uniforms.clear();
    this.#slots.clear();
  }

  #single(): GPUBuffer[] {
    return [...this.#shared.values(), ...this.#uniforms];
  }
}
