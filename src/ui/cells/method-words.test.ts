import { expect, test } from "vitest";
import { METHODS } from "../../core/instances/parameters.ts";
import { missingFor } from "./method-words.ts";

const able = (trained: Parameters<typeof missingFor>[1]) =>
  METHODS.filter((method) => missingFor(method, trained) === null);

test("the mask alone is enough for its pieces only", () => {
  expect(able(["semantic"])).toEqual(["components"]);
});

test("vectors need the direction stage, levels the energy stage upon it", () => {
  expect(able(["direction"])).toEqual(["components", "follow", "divergence"]);
  expect(able(["energy"])).toEqual(["components"]);
  expect(able(["direction", "energy"])).toEqual([...METHODS]);
});
