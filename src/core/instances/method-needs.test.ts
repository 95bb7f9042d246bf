import { expect, test } from "vitest";
import { missingNetworks } from "./method-needs.ts";
import { METHODS } from "./parameters.ts";

test("a mask alone gives its pieces, vectors and levels the other methods", () => {
  const possible = (...trained: Parameters<typeof missingNetworks>[1][number][]) =>
    METHODS.filter((method) => missingNetworks(method, trained).length === 0);
  expect(possible()).toEqual(["components"]);
  expect(possible("semantic", "energy")).toEqual(["components"]);
  expect(possible("direction")).toEqual(["components", "follow", "divergence"]);
  expect(possible("joint")).toEqual(METHODS);
  expect(missingNetworks("cut", ["direction"])).toEqual(["energy"]);
});
