import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { DEGREES, LARGE_ANGLE, SMALL_ANGLE } from "../../core/metrics/angle-error.ts";
import { NORM_EPSILON, NORM_MOMENTUM } from "../../nets/graph.ts";
import { CLIP_EPSILON, SMALLEST_MAGNITUDE } from "../optimisers/clip.ts";
import { VECTOR_BYTES } from "../plan/ir/view.ts";
import { RECORD_BYTES } from "./record-layout.ts";

/** Constants that a file of the kernels exports, by name. */
function constantsOf(file: string): Record<string, number> {
  const text = readFileSync(resolve(import.meta.dirname, "kernels", file), "utf8");
  const declared = text.matchAll(/^export const (\w+): \w+ = (.+);$/gm);
  return Object.fromEntries(Array.from(declared, ([, name, value]) => [name, Number(value)]));
}

it("constants in AssemblyScript equal those in TypeScript", () => {
  expect(constantsOf("constants.ts")).toEqual({
    NORM_EPSILON,
    NORM_MOMENTUM,
    CLIP_EPSILON,
    SMALLEST_MAGNITUDE,
    SMALL_ANGLE: SMALL_ANGLE / DEGREES,
    LARGE_ANGLE: LARGE_ANGLE / DEGREES,
    RIGHT_ANGLE: Math.PI / 2,
  });
  expect(constantsOf("record.ts")).toEqual({ RECORD_BYTES });
  expect(constantsOf("vectors.ts")).toEqual({ VECTOR_BYTES });
});
