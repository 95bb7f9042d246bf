import { expect, test } from "vitest";
import { RECIPES } from "../../core/recipe/presets.ts";
import { formatParameters, networkSizes } from "./network-sizes.ts";

test("a wider network has more parameters; the others keep theirs", () => {
  const { networks } = RECIPES.quick;
  const sizes = networkSizes(networks);
  const wider = networkSizes({ ...networks, direction: { m: 1 / 4 } });
  expect(wider.direction).toBeGreaterThan(2 * sizes.direction);
  expect(wider.semantic).toBe(sizes.semantic);
});

test("formats counts", () => {
  expect([482, 12_400, 1_927_000].map(formatParameters)).toEqual(["482", "12.4 thousand", "1.93 million"]);
});
