import { expect, test } from "vitest";
import type { ValidationTransform } from "../core/recipe/validation-transforms.ts";
import { withSecond } from "./with-second.ts";

const tiles = { kind: "tiles", side: 64 } as const;

test("a second validation is added with the names of both; without one nothing changes", async () => {
  const measured: ValidationTransform[] = [];
  const measure = async (transform: ValidationTransform) => {
    measured.push(transform);
    return { loss: 2 };
  };
  const first = { loss: 1 };
  const validation = { first: { kind: "none" }, second: tiles } as const;
  expect(await withSecond(first, { validation }, measure)).toEqual({
    loss: 1,
    on: "whole",
    second: { loss: 2, on: "tiles 64 px" },
  });
  expect(measured).toEqual([tiles]);
  expect(await withSecond(first, { validation: { first: tiles, second: null } }, measure)).toBe(first);
  expect(await withSecond(null, { validation }, measure)).toBeNull();
  expect(measured).toHaveLength(1);
});
