import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { DEGREES, LARGE_ANGLE, SMALL_ANGLE } from "../../core/metrics/angle-error.ts";
import { NORM_EPSILON, NORM_MOMENTUM } from "../../nets/graph.ts";
import { CLIP_EPSILON, SMALLEST_MAGNITUDE } from "../optimisers/clip.ts";

it("constants in AssemblyScript equal those in TypeScript", () => {
  const text = readFileSync(resolve(import.meta.dirname, "kernels/constants.ts"), "utf8");
  const declared = text.matchAll(/^export const (\w+): f32 = (.+);$/gm);
  const values = Object.fromEntries(Array.from(declared, ([, name, value]) => [name, Number(value)]));
  expect(values).toEqual({
    NORM_EPSILON,
    NORM_MOMENTUM,
    CLIP_EPSILON,
    SMALLEST_MAGNITUDE,
    SMALL_ANGLE: SMALL_ANGLE / DEGREES,
    LARGE_ANGLE: LARGE_ANGLE / DEGREES,
    RIGHT_ANGLE: Math.PI / 2,
  });
});
