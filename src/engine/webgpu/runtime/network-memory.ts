import { pickPlaces } from "../../plan/pick-places.ts";
import type { SharedName } from "../../plan/shared-buffers.ts";

const STORAGE = () => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

/**
 * The buffers of one network: those that outlive a step, allocated on first use, and memory slots for the
 * other buffers of its plans. Plans run sequentially and share the slots.
 */
export class NetworkMemory {
  readonly #device: GPUDevice;
  readonly #bytesOf: (name: SharedName) => number;
  readonly #shared = new Map<SharedName, GPUBuffer>();
  readonly #places: { readonly buffer: GPUBuffer; plans: number }[] = [];

  constructor(device: GPUDevice, bytesOf: (name: SharedName) => number) {
    this.#device = device;
    this.#bytesOf = bytesOf;
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
    const picked = pickPlaces(
      this.#places.map(({ buffer }) => buffer.size),
      needs,
    );
    return picked.map((index, need) => {
      const place = index === null ? this.#newPlace(needs[need]) : this.#places[index];
      place.plans += 1;
      return place.buffer;
    });
  }

  /** Releases buffers from `take`; slots that no plan uses any more are destroyed. */
  giveBack(buffers: readonly GPUBuffer[]): void {
    for (const place of this.#places) if (buffers.includes(place.buffer)) place.plans -= 1;
    for (let index = this.#places.length - 1; index >= 0; index--) {
      if (this.#places[index].plans > 0) continue;
      this.#places[index].buffer.destroy();
      this.#places.splice(index, 1);
    }
  }

  get bytes(): number {
    return this.#all().reduce((sum, { size }) => sum + size, 0);
  }

  dispose(): void {
    for (const buffer of this.#all()) buffer.destroy();
    this.#shared.clear();
    this.#places.length = 0;
  }

  #all(): GPUBuffer[] {
    return [...this.#shared.values(), ...this.#places.map(({ buffer }) => buffer)];
  }

  #newPlace(size: number) {
    const place = { buffer: this.#device.createBuffer({ label: "place", size, usage: STORAGE() }), plans: 0 };
    this.#places.push(place);
    return place;
  }
}
