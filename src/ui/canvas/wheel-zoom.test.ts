import { expect, test } from "vitest";
import { wheelZoom } from "./wheel-zoom.ts";

const turn = (deltaY: number, more = {}) => ({
  deltaY,
  deltaMode: 0,
  ctrlKey: false,
  metaKey: false,
  ...more,
});

test("a wheel alone scrolls the page", () => {
  expect(wheelZoom(turn(-300))).toBeNull();
  expect(wheelZoom(turn(-3, { deltaMode: 1 }))).toBeNull();
});

test("with Ctrl or Cmd it zooms, away and back by the same factor", () => {
  const closer = wheelZoom(turn(-5, { ctrlKey: true })) ?? 0;
  expect(closer).toBeGreaterThan(1);
  expect(closer * (wheelZoom(turn(5, { metaKey: true })) ?? 0)).toBeCloseTo(1, 12);
});

test("no single turn ends on a few pixels", () => {
  for (const deltaMode of [0, 1, 2]) {
    expect(wheelZoom(turn(-300, { ctrlKey: true, deltaMode }))).toBeLessThan(1.3);
  }
});
