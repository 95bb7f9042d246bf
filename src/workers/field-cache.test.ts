import { expect, test } from "vitest";
import type { KeptField } from "./cells.protocol.ts";
import { FieldCache } from "./field-cache.ts";

const PIXELS = 10;
/** Five planes of four bytes per pixel. */
const BYTES = 5 * 4 * PIXELS;

function field(): KeptField {
  const plane = () => new Float32Array(PIXELS);
  return {
    field: { rows: 2, columns: 5, mask: plane(), level: plane(), unitVectors: new Float32Array(2 * PIXELS) },
    image: plane(),
    truth: null,
    angles: null,
    levels: null,
  };
}

const key = (imageId: string) => ({ imageId, gate: "true" }) as const;

test("keeps fields by image and gate", () => {
  const cache = new FieldCache();
  const kept = field();
  cache.put(key("a"), kept);
  expect(cache.get(key("a"))).toBe(kept);
  expect(cache.get({ imageId: "a", gate: "predicted" })).toBeNull();
  cache.clear();
  expect(cache.has(key("a"))).toBe(false);
});

test("drops the least recently used fields when memory is full, never the newest", () => {
  const cache = new FieldCache(2 * BYTES);
  for (const name of ["a", "b"]) cache.put(key(name), field());
  cache.get(key("a"));
  cache.put(key("c"), field());
  expect(["a", "b", "c"].map((name) => cache.has(key(name)))).toEqual([true, false, true]);
  const small = new FieldCache(1);
  small.put(key("a"), field());
  expect(small.has(key("a"))).toBe(true);
});

test("a field that replaces one of the same image takes no additional memory", () => {
  const cache = new FieldCache(2 * BYTES);
  cache.put(key("b"), field());
  for (let again = 0; again < 3; again++) cache.put(key("a"), field());
  expect(cache.has(key("b"))).toBe(true);
});
