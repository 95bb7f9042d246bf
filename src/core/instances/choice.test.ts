import { describe, expect, test } from "vitest";
import { LabError } from "../errors.ts";
import { instanceChoice } from "./choice.ts";
import type { Parameter } from "./parameter.ts";
import { INSTANCE_METHODS, METHODS } from "./parameters.ts";

describe("the choice of a method", () => {
  test.each(METHODS)("%s has defaults within their ranges", (method) => {
    const given = Object.entries<Parameter>(INSTANCE_METHODS[method].parameters);
    const initial = Object.fromEntries(given.map(([name, { initial: value }]) => [name, value]));
    expect(instanceChoice(method)).toEqual({ method, parameters: initial });
    expect(instanceChoice(method, initial)).toEqual({ method, parameters: initial });
  });

  test("accepts valid values", () => {
    const choice = instanceChoice("cut", { level: 2, leftovers: false, neighbours: 4 });
    expect(choice.parameters).toMatchObject({ level: 2, leftovers: false, neighbours: 4, minimum: 15 });
  });

  test.each([
    [{ level: 7 }, /level must be a whole number from 0 to 6/],
    [{ level: 1.5 }, /whole number/],
    [{ level: Number.NaN }, /whole number/],
    [{ level: "1" }, /whole number/],
    [{ neighbours: 6 }, /neighbours must be 4 or 8/],
    [{ leftovers: 1 }, /leftovers must be true or false/],
    [{ depth: 1 }, /"depth" is not a parameter of the method cut. It has level, neighbours/],
    [JSON.parse('{ "__proto__": 1 }'), /is not a parameter/],
  ])("refuses %j with a message", (given, message) => {
    expect(() => instanceChoice("cut", given)).toThrow(LabError);
    expect(() => instanceChoice("cut", given)).toThrow(message);
  });
});

test("accepts parameters under their former names", () => {
  const stored = { parting: 0.8, growth: 3, rest: false };
  expect(instanceChoice("divergence", stored).parameters).toMatchObject({
    threshold: 0.8,
    dilation: 3,
    leftovers: false,
  });
  expect(instanceChoice("follow", { crowd: 2, bridge: 0 }).parameters).toMatchObject({
    minimumCount: 2,
    gapRadius: 0,
  });
});
