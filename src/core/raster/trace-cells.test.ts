import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Loop, traceCells } from "./trace-cells.ts";

const labelImage = fc.integer({ min: 1, max: 9 }).chain((columns) =>
  fc.array(fc.integer({ min: 0, max: 2 }), { minLength: columns, maxLength: columns * 9 }).map((values) => {
    const rows = Math.floor(values.length / columns);
    return { rows, columns, data: Int32Array.from(values.slice(0, rows * columns)) };
  }),
);

/** Signed area of a loop, positive if it is clockwise. */
function area(loop: Loop): number {
  let twice = 0;
  for (let at = 0; at < loop.length; at += 2) {
    const next = (at + 2) % loop.length;
    twice += loop[at] * loop[next + 1] - loop[next] * loop[at + 1];
  }
  return twice / 2;
}

/** True if a pixel's centre is within an odd number of loops, from the vertical lines on its left. */
function isInside(loops: readonly Loop[], row: number, column: number): boolean {
  let crossed = 0;
  for (const loop of loops) {
    for (let at = 0; at < loop.length; at += 2) {
      const next = (at + 2) % loop.length;
      const [low, high] = [loop[at + 1], loop[next + 1]].sort((a, b) => a - b);
      if (loop[at] === loop[next] && loop[at] <= column && low <= row && row < high) crossed += 1;
    }
  }
  return crossed % 2 === 1;
}

describe("outlines", () => {
  it("enclose the cell's own pixels only", () => {
    fc.assert(
      fc.property(labelImage, (labels) => {
        const traced = traceCells(labels);
        const ids = new Set(labels.data.filter((id) => id > 0));
        expect([...traced.keys()]).toEqual([...ids].sort((a, b) => a - b));
        for (const [id, loops] of traced) {
          labels.data.forEach((value, pixel) => {
            const [row, column] = [Math.floor(pixel / labels.columns), pixel % labels.columns];
            expect(isInside(loops, row, column)).toBe(value === id);
          });
          const sum = loops.reduce((total, loop) => total + area(loop), 0);
          expect(sum).toBe(labels.data.filter((value) => value === id).length);
        }
      }),
    );
  });

  it("have a point at every corner, and are separate for components and holes", () => {
    const ring = { rows: 3, columns: 5, data: Int32Array.of(7, 7, 7, 0, 0, 7, 0, 7, 0, 7, 7, 7, 7, 0, 0) };
    expect(traceCells(ring).get(7)).toEqual([
      [0, 0, 3, 0, 3, 3, 0, 3],
      [4, 1, 5, 1, 5, 2, 4, 2],
      [1, 2, 2, 2, 2, 1, 1, 1],
    ]);
  });
});
