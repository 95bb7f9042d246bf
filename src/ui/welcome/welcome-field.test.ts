import { describe, expect, test } from "vitest";
import { welcomeField } from "./welcome-field.ts";

describe("the field on the empty page", () => {
  const arrows = welcomeField();

  test("every arrow is one long", () => {
    expect(arrows.length).toBeGreaterThan(100);
    for (const { directionX, directionY } of arrows)
      expect(Math.hypot(directionX, directionY)).toBeCloseTo(1, 10);
  });

  test("no point belongs to two cells", () => {
    expect(new Set(arrows.map(({ x, y }) => `${x} ${y}`)).size).toBe(arrows.length);
  });

  test("depth grows along an arrow", () => {
    const at = new Map(arrows.map((arrow) => [`${arrow.x} ${arrow.y}`, arrow]));
    for (const arrow of arrows) {
      if (Math.abs(arrow.directionX) < 0.99) continue;
      const next = at.get(`${arrow.x + 12 * Math.sign(arrow.directionX)} ${arrow.y}`);
      if (next && next.directionX === arrow.directionX) expect(next.depth).toBeGreaterThan(arrow.depth);
    }
  });
});
