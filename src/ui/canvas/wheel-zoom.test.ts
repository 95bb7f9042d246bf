import { expect, test } from "vitest";
import { wheelZoom } from "./wheel-zoom.ts";

const wheel = (deltaY: number, more = {}) => ({
  deltaY,
  deltaMode: 0,
  ctrlKey: false,
  metaKey: false,
  ...more,
});

test("a plain wheel event scrolls the page", () => {
  expect(wheelZoom(wheel(-300))).toBeNull();
  expect(wheelZoom(wheel(-3, { deltaMode: 1 }))).toBeNull();
});

test("with Ctrl or Cmd it zooms in and out by the same factor", () => {
  const closer = wheelZoom(wheel(-5, { ctrlKey: true })) ?? 0;
  expect(closer).toBeGreaterThan(1);
  expect(closer * (wheelZoom(wheel(5, { metaKey: true })) ?? 0)).toBeCloseTo(1, 12);
});

test("a single wheel event never zooms to a few pixels", () => {
  for (const deltaMode of [0, 1, 2]) {
    expect(wheelZoom(wheel(-300, { ctrlKey: true, deltaMode }))).toBeLessThan(1.3);
  }
});
