import { expect, test } from "vitest";
import { instanceChoice } from "./choice.ts";
import { defaultChoice } from "./default-choice.ts";
import { METHODS } from "./parameters.ts";

test("the smallest cell of the training images is the default of levels and divergence only", () => {
  for (const method of METHODS) {
    expect(defaultChoice(method, null)).toEqual(instanceChoice(method));
    if (method !== "landscape" && method !== "depth")
      expect(defaultChoice(method, 21)).toEqual(instanceChoice(method));
  }
  expect(defaultChoice("landscape", 21)).toEqual(instanceChoice("landscape", { minimum: 21 }));
});

test("a smallest cell beyond the range of the parameter is limited to it", () => {
  expect(defaultChoice("landscape", 1e6).parameters.minimum).toBe(1000);
});
