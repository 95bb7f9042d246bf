import { expect, test } from "vitest";
import type { Appearance } from "./appearance.ts";
import { createFieldRenderer } from "./field-renderer.ts";
import { paintPixels } from "./pixel-painter.ts";

const [ROWS, COLUMNS] = [24, 32];
const [WIDTH, HEIGHT] = [70, 50];
/** Of 255: rounding of powers and of premultiplied colours. */
const LARGEST_DIFFERENCE = 3;

const plane = (valueAt: (pixel: number) => number) => ({
  rows: ROWS,
  columns: COLUMNS,
  data: Float32Array.from({ length: ROWS * COLUMNS }, (_, pixel) => valueAt(pixel)),
});

const IMAGE = plane((pixel) => ((pixel * 37) % 101) / 100);
const MASK = plane((pixel) => Number((pixel >> 3) % 3 > 0));
const DOWN = plane((pixel) => Math.sin(pixel / 9));
const RIGHT = plane((pixel) => Math.cos(pixel / 9));

const APPEARANCES: Readonly<Record<string, Appearance>> = {
  "as it is": { map: "grey", range: [0, 1] },
  "dark parts lighter": { map: "grey", range: [0.2, 0.7], gamma: 0.4 },
  "light parts darker": { map: "grey", range: [-0.3, 1], gamma: 2.2 },
  "with background": { map: "sequential", range: [0, 1], mask: MASK },
  "with clear background": { map: "diverging", range: [-1, 1], mask: MASK, clear: true },
  "direction over another field": { map: "direction", range: [-1, 1], mask: MASK, clear: true },
};

const VIEWS = { enlarged: { row: 11, column: 15, scale: 4.5 }, reduced: { row: 12, column: 16, scale: 0.4 } };

function largestDifference(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let largest = 0;
  for (let pixel = 0; pixel < a.length; pixel += 4) {
    const [opacity, other] = [a[pixel + 3], b[pixel + 3]];
    largest = Math.max(largest, Math.abs(opacity - other));
    for (let channel = 0; channel < 3; channel++) {
      const difference = a[pixel + channel] * opacity - b[pixel + channel] * other;
      largest = Math.max(largest, Math.abs(difference) / 255);
    }
  }
  return largest;
}

test.each(Object.entries(APPEARANCES))("the GPU draws a field %s like the processor", (_, appearance) => {
  const renderer = createFieldRenderer();
  expect(renderer.onGpu).toBe(true);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const planes = appearance.map === "direction" ? [DOWN, RIGHT] : [IMAGE];
  for (const view of Object.values(VIEWS)) {
    renderer.draw(canvas, planes, view, appearance, 1);
    const drawn = canvas.getContext("2d")?.getImageData(0, 0, WIDTH, HEIGHT).data;
    const painted = paintPixels(planes, view, appearance, WIDTH, HEIGHT);
    expect(drawn && largestDifference(drawn, painted)).toBeLessThanOrEqual(LARGEST_DIFFERENCE);
  }
  renderer.dispose();
});
