import { expect, test } from "vitest";
import type { KeptField } from "./cells.protocol.ts";
import { FieldShelf } from "./field-shelf.ts";

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
  const shelf = new FieldShelf();
  const kept = field();
  shelf.put(key("a"), kept);
  expect(shelf.get(key("a"))).toBe(kept);
  expect(shelf.get({ imageId: "a", gate: "predicted" })).toBeNull();
  shelf.clear();
  expect(shelf.has(key("a"))).toBe(false);
});

test("drops what was used longest ago where memory is used up, never the newest", () => {
  const shelf = new FieldShelf(2 * BYTES);
  for (const name of ["a", "b"]) shelf.put(key(name), field());
  shelf.get(key("a"));
  shelf.put(key("c"), field());
  expect(["a", "b", "c"].map((name) => shelf.has(key(name)))).toEqual([true, false, true]);
  const small = new FieldShelf(1);
  small.put(key("a"), field());
  expect(small.has(key("a"))).toBe(true);
});

test("a field in the place of an older one of the same image takes no more room", () => {
  const shelf = new FieldShelf(2 * BYTES);
  shelf.put(key("b"), field());
  for (let again = 0; again < 3; again++) shelf.put(key("a"), field());
  expect(shelf.has(key("b"))).toBe(true);
});
