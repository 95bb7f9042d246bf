import { describe, expect, test } from "vitest";
import { edgeAt, type FieldArrow, welcomeField } from "./welcome-field.ts";

/** Distance between neighbouring arrows, px. */
const SPACING = 12;
const NEIGHBOURS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
];
/** Cosine of the maximum angle between an arrow and a step that counts as parallel to it. */
const ALONG = 0.5;

describe("the field on the empty page", () => {
  const arrows = welcomeField();

  test("all arrows have the same length", () => {
    expect(arrows.length).toBeGreaterThan(100);
    for (const { directionX, directionY } of arrows)
      expect(Math.hypot(directionX, directionY)).toBeCloseTo(1, 10);
  });

  test("no point belongs to two cells", () => {
    expect(new Set(arrows.map(({ x, y }) => `${x} ${y}`)).size).toBe(arrows.length);
  });

  test("depth increases along an arrow", () => {
    const at = new Map(arrows.map((arrow) => [`${arrow.x} ${arrow.y}`, arrow]));
    const steps = arrows.flatMap((arrow) =>
      NEIGHBOURS.flatMap(([x, y]) => {
        const next = at.get(`${arrow.x + SPACING * x} ${arrow.y + SPACING * y}`);
        const along = (one: FieldArrow) => one.directionX * x + one.directionY * y;
        return next && along(arrow) > ALONG && along(next) > ALONG ? [next.depth - arrow.depth] : [];
      }),
    );
    expect(steps.length).toBeGreaterThan(100);
    expect(steps.filter((growth) => growth <= 0)).toEqual([]);
  });

  test("the circle around a point of a cell touches its edge and crosses none", () => {
    for (const { x, y } of arrows) {
      const edge = edgeAt(x, y);
      expect(edge).not.toBeNull();
      const { distance, directionX, directionY } = edge!;
      const touched = edgeAt(x - 0.999 * distance * directionX, y - 0.999 * distance * directionY);
      expect(touched?.distance).toBeLessThan(0.01 * distance + 1e-6);
      expect(edgeAt(x + 0.5 * distance * directionX, y + 0.5 * distance * directionY)).not.toBeNull();
    }
    expect(edgeAt(0, 0)).toBeNull();
  });
});
