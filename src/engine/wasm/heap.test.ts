import fc from "fast-check";
import { expect, it } from "vitest";
import { OutOfMemoryError } from "../device/device-error.ts";
import { Heap, PAGE_BYTES } from "./heap.ts";

const START = 5000;
const memoryOf = (maximum: number) => new WebAssembly.Memory({ initial: 1, maximum, shared: true });

/** Allocates a block, or frees one of those that are there. */
const ACTIONS = fc.array(
  fc.oneof(fc.record({ bytes: fc.oneof(fc.nat(300), fc.nat(200_000)) }), fc.record({ frees: fc.nat(1000) })),
  { maxLength: 60 },
);

it("returns aligned blocks that do not overlap, whatever is freed in between", () => {
  fc.assert(
    fc.property(ACTIONS, (actions) => {
      const memory = memoryOf(1000);
      const heap = new Heap(memory, START);
      const blocks: { address: number; bytes: number }[] = [];
      for (const action of actions) {
        if ("bytes" in action) {
          const address = heap.allocate(action.bytes);
          expect(address % 64).toBe(0);
          expect(address).toBeGreaterThanOrEqual(START);
          expect(address + action.bytes).toBeLessThanOrEqual(memory.buffer.byteLength);
          const overlapping = blocks.filter(
            (other) => other.address < address + action.bytes && address < other.address + other.bytes,
          );
          expect(overlapping).toEqual([]);
          blocks.push({ address, bytes: action.bytes });
        } else if (blocks.length > 0) {
          const [{ address }] = blocks.splice(action.frees % blocks.length, 1);
          heap.free(address);
        }
      }
    }),
  );
});

it("reuses freed blocks, in any order", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), (order) => {
      const memory = memoryOf(1000);
      const heap = new Heap(memory, START);
      const blocks = order.map(() => heap.allocate(PAGE_BYTES));
      const { byteLength } = memory.buffer;
      for (const index of order) heap.free(blocks[index]);
      heap.allocate(6 * PAGE_BYTES);
      expect(memory.buffer.byteLength).toBe(byteLength);
    }),
  );
});

it("reports that memory is exhausted, and remains usable", () => {
  const heap = new Heap(memoryOf(4), START);
  expect(() => heap.allocate(4 * PAGE_BYTES)).toThrow(OutOfMemoryError);
  expect(heap.allocate(3 * PAGE_BYTES)).toBe(5056);
  expect(() => heap.free(5057)).toThrow("no block begins at 5057");
});
