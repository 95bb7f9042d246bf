import * as v from "valibot";
import { expect, test } from "vitest";
import { augmentationSchema } from "./augmentation.ts";
import type { Transform } from "./transform.ts";
import { TRANSFORMS } from "./transforms.ts";

const ALL = Object.entries(TRANSFORMS) as [name: string, Transform][];
const STRENGTHS = ALL.flatMap(([name, { strengths }]) =>
  Object.entries(strengths).map(([strength, range]) => [name, strength, range] as const),
);
const parsed = (name: string, strength: string, value: unknown) =>
  v
    .safeParse(augmentationSchema, { [name]: { [strength]: value } })
    .issues?.map((issue) => v.getDotPath(issue));

test.each(ALL.map(([name]) => name))("%s has probability 0 by default", (name) => {
  const { probability } = v.parse(augmentationSchema, {})[name as keyof typeof TRANSFORMS];
  expect(probability).toBe(0);
  for (const wrong of [-0.1, 1.1, Number.NaN, "1"]) {
    expect(parsed(name, "probability", wrong)).toEqual([`${name}.probability`]);
  }
});

test.each(STRENGTHS)("%s.%s is accepted within its range only", (name, strength, range) => {
  const { low, high, initial } = range;
  for (const right of [low, initial, high]) expect(parsed(name, strength, right)).toBeUndefined();
  for (const wrong of [low - 0.01, high + 0.01, undefined]) {
    expect(parsed(name, strength, wrong)).toEqual([`${name}.${strength}`]);
  }
});

test("an unknown transform or strength is refused", () => {
  expect(parsed("perspective", "degrees", 1)).toEqual(["perspective"]);
  expect(parsed("rotation", "radians", 1)).toEqual(["rotation.radians"]);
});
