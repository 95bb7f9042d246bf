import fc from "fast-check";
import { expect, test } from "vitest";
import { wholeBox } from "../raster/plane.ts";
import { drawCellPixel } from "./cell-pixel.ts";
import { createRandom } from "./random.ts";
import { WholeImage } from "./source-image.ts";

function sourceOf(rows: number, columns: number, labels: readonly number[]): WholeImage {
  const size = { rows, columns };
  const place = { of: size, box: wholeBox(size) };
  const data = Int32Array.from(labels);
  return new WholeImage(
    { image: { ...place, data: Float32Array.from(data) }, labels: { ...place, data } },
    1,
  );
}

test("a drawn pixel belongs to a cell, and there is none without cells", async () => {
  const shape = fc.record({
    rows: fc.integer({ min: 1, max: 150 }),
    columns: fc.integer({ min: 1, max: 5 }),
  });
  const image = shape.chain(({ rows, columns }) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      labels: fc.array(fc.integer({ min: -1, max: 1 }), {
        minLength: rows * columns,
        maxLength: rows * columns,
      }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(image, fc.nat(), async ({ rows, columns, labels }, seed) => {
      const pixel = await drawCellPixel(sourceOf(rows, columns, labels), createRandom(seed));
      if (labels.includes(1)) expect(labels[pixel!.row * columns + pixel!.column]).toBe(1);
      else expect(pixel).toBeNull();
    }),
  );
});

test("every pixel of a cell is drawn alike often, in all bands of rows", async () => {
  const labels = new Array<number>(130 * 2).fill(0);
  const cells = [0, 1, 63 * 2, 64 * 2 + 1, 129 * 2 + 1];
  for (const pixel of cells) labels[pixel] = 1;
  const source = sourceOf(130, 2, labels);
  const random = createRandom(1);
  const times = new Map<number, number>();
  for (let draw = 0; draw < 2000; draw++) {
    const { row, column } = (await drawCellPixel(source, random))!;
    times.set(row * 2 + column, (times.get(row * 2 + column) ?? 0) + 1);
  }
  expect([...times.keys()].sort((a, b) => a - b)).toEqual(cells);
  // Four standard deviations of 400 of 2000.
  for (const count of times.values()) expect(Math.abs(count - 400)).toBeLessThan(72);
});
