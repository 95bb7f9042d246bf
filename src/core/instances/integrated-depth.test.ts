import fc from "fast-check";
import { expect, test } from "vitest";
import { integratedDepth } from "./integrated-depth.ts";

const side = fc.integer({ min: 1, max: 41 });
const number = (size: number) => fc.double({ min: -size, max: size, noNaN: true });

/** Left minus right side of the equation of each pixel, by its definition in double precision. */
function errorsOf(rows: number, columns: number, depth: Float32Array, vectors: Float32Array, reach: number) {
  const found = integratedDepth({ rows, columns }, depth, vectors, reach);
  return Array.from(found, (own, p) => {
    let error = (own - depth[p]) / reach ** 2;
    const [row, column] = [Math.floor(p / columns), p % columns];
    for (const [down, right] of [
      [-1, 0],
      [1, 0],
      [0, -1],
      [0, 1],
    ]) {
      if (row + down < 0 || row + down >= rows || column + right < 0 || column + right >= columns) continue;
      const q = p + down * columns + right;
      const along = (at: number) => down * vectors[2 * at] + right * vectors[2 * at + 1];
      error += own - found[q] + (along(p) + along(q)) / 2;
    }
    return error;
  });
}

test("solves its equation for any vectors and depths, whatever the sides", () => {
  fc.assert(
    fc.property(side, side, fc.integer(), fc.constantFrom(1, 14, 100), (rows, columns, seed, reach) => {
      const size = rows * columns;
      const [value] = fc.sample(fc.array(number(1), { minLength: 3 * size, maxLength: 3 * size }), {
        seed,
        numRuns: 1,
      });
      const depth = Float32Array.from(value.slice(0, size), (one) => 20 * Math.abs(one));
      const vectors = Float32Array.from(value.slice(size));
      for (const error of errorsOf(rows, columns, depth, vectors, reach))
        expect(Math.abs(error)).toBeLessThan(0.001);
    }),
    { numRuns: 15 },
  );
});

test("a ramp of vectors over equal depths gives the analytic solution", () => {
  const [side, reach] = [64, 30];
  const vectors = Float32Array.from({ length: 2 * side * side }, (_, index) => index % 2);
  const ramp = integratedDepth({ rows: side, columns: side }, new Float32Array(side * side), vectors, reach);
  ramp.forEach((depth, pixel) => {
    const fromCentre = (pixel % side) - (side - 1) / 2;
    const expected = (reach * Math.sinh(fromCentre / reach)) / Math.cosh(side / 2 / reach);
    expect(Math.abs(depth - expected)).toBeLessThan(0.05);
  });
});
