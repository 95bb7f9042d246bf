import { expect, test } from "vitest";
import { defaultMethod, missingFor, missingQuantities } from "./method-needs.ts";
import { METHODS } from "./parameters.ts";

test("a mask alone allows connected components; vectors and levels allow the other methods", () => {
  const possible = (...trained: Parameters<typeof missingQuantities>[1][number][]) =>
    METHODS.filter((method) => missingQuantities(method, trained).length === 0);
  expect(possible()).toEqual(["components"]);
  expect(possible("semantic", "energy")).toEqual(["components"]);
  expect(possible("direction")).toEqual(["components", "follow", "divergence"]);
  expect(possible("joint")).toEqual(METHODS);
  expect(missingQuantities("cut", ["direction"])).toEqual(["level"]);
});

test("the trained networks determine the default method; other methods name the missing network", () => {
  expect(defaultMethod([])).toBe("components");
  expect(defaultMethod(["semantic"])).toBe("components");
  expect(defaultMethod(["semantic", "direction"])).toBe("divergence");
  expect(defaultMethod(["energy"])).toBe("components");
  expect(defaultMethod(["joint"])).toBe("cut");
  expect(missingFor("cut", ["direction"])).toContain("Train the stage Depth first");
  expect(missingFor("divergence", ["direction"])).toBeNull();
});
