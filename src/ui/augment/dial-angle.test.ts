import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { angleAfterKey, angleAt, pointAt } from "./dial-angle.ts";

const key = (name: string, shiftKey = false) => ({ key: name, shiftKey });

describe("a point of the dial", () => {
  test.each([
    ["top", 0, -1, 0],
    ["left", -1, 0, 90],
    ["bottom", 0, 1, 180],
    ["right", 1, 0, 270],
  ])("at the %s", (_, right, down, degrees) => {
    expect(angleAt(right, down, 100)).toBe(degrees);
  });

  test("at the top is a whole turn if the hand came from the right", () => {
    expect(angleAt(0, -1, 350)).toBe(360);
    expect(angleAt(0, -1, 10)).toBe(0);
  });

  test("is where the hand points", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 359 }), fc.integer({ min: 1, max: 100 }), (degrees, radius) => {
        const { right, down } = pointAt(degrees, radius);
        expect(angleAt(right, down, degrees)).toBe(degrees);
      }),
    );
  });
});

describe("keys", () => {
  test("turn by 1 or by 15 degrees, up to both ends", () => {
    expect(angleAfterKey(key("ArrowRight"), 44)).toBe(45);
    expect(angleAfterKey(key("ArrowDown"), 44)).toBe(43);
    expect(angleAfterKey(key("ArrowUp", true), 45)).toBe(60);
    expect(angleAfterKey(key("PageDown"), 45)).toBe(30);
    expect(angleAfterKey(key("PageUp"), 350)).toBe(360);
    expect(angleAfterKey(key("ArrowLeft"), 0)).toBe(0);
    expect(angleAfterKey(key("Home"), 200)).toBe(0);
    expect(angleAfterKey(key("End"), 0)).toBe(360);
    expect(angleAfterKey(key("a"), 5)).toBeNull();
  });
});
