import { expect, test } from "vitest";
import { wholeBox } from "../raster/plane.ts";
import { computeTargets } from "../targets/targets.ts";
import { createRandom } from "./random.ts";
import { WholeImage } from "./source-image.ts";
import { wholeSample, windowSample } from "./whole-sample.ts";

const ROWS = 20;
const COLUMNS = 37;
const size = { rows: ROWS, columns: COLUMNS };
const image = Float32Array.from({ length: ROWS * COLUMNS }, (_, pixel) => pixel);

function sourceOf(labels: Int32Array) {
  const place = { of: size, box: wholeBox(size) };
  return new WholeImage({ image: { ...place, data: image }, labels: { ...place, data: labels } }, 1);
}

const source = sourceOf(Int32Array.from(image, (pixel) => (pixel % COLUMNS > 25 ? 3 : 0)));

test("a whole image is padded by reflection to the multiple; padded pixels do not count", async () => {
  const sample = await wholeSample(source, { border: "open", multiple: 16 });
  expect([sample.rows, sample.columns]).toEqual([32, 48]);
  expect(sample.image[0]).toBe(0);
  expect(sample.image[19 * 48 + 36]).toBe(ROWS * COLUMNS - 1);
  expect(sample.image[20 * 48 + 37]).toBe(ROWS * COLUMNS - 1);
  expect(sample.image[21 * 48 + 38]).toBe(18 * COLUMNS + 35);
  expect(sample.inside.reduce((sum, value) => sum + value, 0)).toBe(ROWS * COLUMNS);
  expect(sample.weight[19 * 48 + 36]).toBeCloseTo(1 / Math.sqrt(11 * ROWS), 6);
  expect(sample.weight[20 * 48 + 36]).toBe(0);
  expect(sample.valid[5 * 48 + 40]).toBe(0);
  expect(sample.labels[5 * 48 + 40]).toBe(3);
});

test("a window that ends at the edges is padded by reflection beyond them", async () => {
  const window = { top: 16, left: 32, rows: 4, columns: 5 };
  const sample = await windowSample(source, window, { border: "open", multiple: 16 });
  expect([sample.rows, sample.columns]).toEqual([16, 16]);
  expect(sample.image[0]).toBe(16 * COLUMNS + 32);
  expect(sample.image[3 * 16 + 4]).toBe(ROWS * COLUMNS - 1);
  expect(sample.image[4 * 16 + 5]).toBe(ROWS * COLUMNS - 1);
  expect(sample.inside.reduce((sum, value) => sum + value, 0)).toBe(20);
});

test.each(["open", "closed"] as const)(
  "padding changes no target of the image's own pixels (border %s)",
  async (border) => {
    const random = createRandom(7);
    const data = new Int32Array(ROWS * COLUMNS);
    for (let id = 1; id <= 9; id++) {
      const [centreRow, centreColumn] = [random.uniform(0, ROWS), random.uniform(0, COLUMNS)];
      const radius = random.uniform(3, 7);
      for (let pixel = 0; pixel < data.length; pixel++) {
        const [row, column] = [Math.floor(pixel / COLUMNS), pixel % COLUMNS];
        if (Math.hypot(row - centreRow, column - centreColumn) < radius) data[pixel] = id;
      }
    }
    const labels = { rows: ROWS, columns: COLUMNS, data };
    const expected = computeTargets(labels, { border });
    const options = { border, multiple: 16 } as const;
    const sample = await wholeSample(sourceOf(data), options);
    for (const name of ["distance", "level", "unitVectors", "valid", "weight"] as const) {
      const channels = expected[name].length / data.length;
      const own = Array.from(expected[name], (_, at) => {
        const pixel = Math.floor(at / channels);
        const row = Math.floor(pixel / COLUMNS);
        return sample[name][channels * (row * sample.columns + (pixel % COLUMNS)) + (at % channels)];
      });
      expect(own, name).toEqual([...expected[name]]);
    }
    expect(expected.valid.includes(1)).toBe(true);
  },
);
