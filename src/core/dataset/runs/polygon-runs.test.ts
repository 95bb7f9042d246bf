import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { polygonRuns } from "./polygon-runs.ts";
import { areaOfRuns, runsOfMask } from "./run-length.ts";

const ROWS = 20;
const COLUMNS = 26;

/**
 * Whether a point is inside, by the even-odd rule along a ray to the right; independent of the code under
 * test.
 */
function inside(polygon: readonly number[], x: number, y: number): boolean {
  let odd = false;
  for (let at = 0; at < polygon.length; at += 2) {
    const [xa, ya] = [polygon[at], polygon[at + 1]];
    const [xb, yb] = [polygon[(at + 2) % polygon.length], polygon[(at + 3) % polygon.length]];
    if (ya <= y === yb <= y) continue;
    // The side of the edge on which the point is.
    const cross = (xb - xa) * (y - ya) - (x - xa) * (yb - ya);
    if (cross > 0 === yb > ya) odd = !odd;
  }
  return odd;
}

describe("the pixels of a polygon", () => {
  it("are those with centres inside any of the parts", () => {
    // These shifts keep corners and edges off pixel centres.
    const third = (limit: number, shift: number) =>
      fc.integer({ min: -12, max: 3 * limit + 12 }).map((value) => value / 3 + shift);
    const corner = fc.tuple(third(COLUMNS, 1 / 97), third(ROWS, 1 / 1013));
    const polygon = fc.array(corner, { minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(polygon, { minLength: 1, maxLength: 3 }), (parts) => {
        const polygons = parts.map((corners) => corners.flat());
        const mask = Uint8Array.from({ length: ROWS * COLUMNS }, (_, pixel) => {
          const [x, y] = [(pixel % COLUMNS) + 0.5, Math.floor(pixel / COLUMNS) + 0.5];
          return polygons.some((part) => inside(part, x, y)) ? 1 : 0;
        });
        expect(polygonRuns(polygons, ROWS, COLUMNS)).toEqual(runsOfMask(mask));
      }),
    );
  });

  it("are those between integer coordinates", () => {
    const runs = polygonRuns([[5, 5, 60, 5, 60, 60, 5, 60]], 64, 96);
    expect(runs && areaOfRuns(runs)).toBe(55 * 55);
  });

  it("are clipped to the image for any corners", () => {
    const all = polygonRuns([[-1e308, -1e308, 1e308, -1e308, 1e308, 1e308, -1e308, 1e308]], ROWS, COLUMNS);
    expect(Array.from(all ?? [])).toEqual([0, ROWS * COLUMNS]);
    expect(polygonRuns([[200, 200, 220, 200, 220, 220]], ROWS, COLUMNS)).toHaveLength(0);
  });

  it("are not computed if edges cross more rows than those of any cell", () => {
    const zigzag = Array.from({ length: 20_000 }, (_, at) => [at, (at % 2) * 8000]).flat();
    expect(polygonRuns([zigzag], 8000, 20_000)).toBeNull();
  });
});
