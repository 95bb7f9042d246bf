import { pickSlots } from "../plan/pick-slots.ts";

interface Slot<Memory> {
  readonly memory: Memory;
  readonly bytes: number;
  /** Number of plans that use it. */
  plans: number;
}

/** Memory slots for the temporary buffers of a network's plans, which run one after the other and share them. */
export class Slots<Memory> {
  readonly #create: (bytes: number) => Memory;
  readonly #destroy: (memory: Memory) => void;
  readonly #slots: Slot<Memory>[] = [];

  constructor(create: (bytes: number) => Memory, destroy: (memory: Memory) => void) {
    this.#create = create;
    this.#destroy = destroy;
  }

  /** Slots for a plan, of at least these sizes in bytes, given largest first. Throws whatever `create` throws. */
  take(needs: readonly number[]): Memory[] {
    const picked = pickSlots(
      this.#slots.map(({ bytes }) => bytes),
      needs,
    );
    const taken: Slot<Memory>[] = [];
    try {
      picked.forEach((index, need) => {
        const slot = index === null ? this.#add(needs[need]) : this.#slots[index];
        slot.plans += 1;
        taken.push(slot);
      });
    } catch (error) {
      this.giveBack(taken.map(({ memory }) => memory));
      throw error;
    }
    return taken.map(({ memory }) => memory);
  }

  /** Releases slots from `take`; those that no plan uses any more are destroyed. */
  giveBack(memories: readonly Memory[]): void {
    for (const slot of this.#slots) if (memories.includes(slot.memory)) slot.plans -= 1;
    for (let index = this.#slots.length - 1; index >= 0; index--) {
      if (this.#slots[index].plans > 0) continue;
      this.#destroy(this.#slots[index].memory);
      this.#slots.splice(index, 1);
    }
  }

  get bytes(): number {
    return this.#slots.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Destroys all slots. */
  clear(): void {
    for (const { memory } of this.#slots) this.#destroy(memory);
    this.#slots.length = 0;
  }

  #add(bytes: number): Slot<Memory> {
    const slot = { memory: this.#create(bytes), bytes, plans: 0 };
    this.#slots.push(slot);
    return slot;
  }
}
