import { setFlagsFromString } from "node:v8";
import { afterEach, expect, it } from "vitest";
import { OutOfMemoryError } from "../device/device-error.ts";
import { createMemory, WasmMemory } from "./wasm-memory.ts";

/** Pages of 64 KiB that V8 gives to a memory. */
const ALL = 65_536;
const giveAtMost = (pages: number) => setFlagsFromString(`--wasm-max-mem-pages=${pages}`);
afterEach(() => giveAtMost(ALL));

it("that cannot be made is refused with a sentence", () => {
  giveAtMost(8);
  expect(createMemory).toThrow(OutOfMemoryError);
  expect(createMemory).toThrow("Close other tabs and try again.");
});

it("that cannot grow is refused with a sentence, and what is there stays", () => {
  giveAtMost(32);
  const memory = new WasmMemory(createMemory(), 0, () => 64);
  memory.write(memory.shared("parameters"), Float32Array.of(1, 2));
  expect(() => memory.allocate(2 ** 22)).toThrow(OutOfMemoryError);
  expect(() => memory.take([2 ** 20, 2 ** 20])).toThrow("Use a smaller crop");
  expect(memory.readShared("parameters").slice(0, 2)).toEqual(Float32Array.of(1, 2));
  expect(memory.take([2 ** 19])).toHaveLength(1);
});
