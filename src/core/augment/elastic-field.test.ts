import { describe, expect, test } from "vitest";
import { drawElasticField } from "./elastic-field.ts";
import { IDENTITY } from "./linear-map.ts";
import { AUGMENTATION_PRESETS } from "./presets.ts";
import { createRandom } from "./random.ts";
import { mapCrop } from "./source-coordinates.ts";

describe("elastic fields", () => {
  const SIDE = 192;
  const { amplitude, spacing } = AUGMENTATION_PRESETS.heavy.elastic;

  test("have the requested standard deviation and uncorrelated components", () => {
    let [rows, columns, both, count] = [0, 0, 0, 0];
    for (let key = 0; key < 60; key++) {
      const field = drawElasticField(SIDE, amplitude, spacing, createRandom(key));
      for (let pixel = 0; pixel < SIDE * SIDE; pixel += 7) {
        rows += field.rows[pixel] ** 2;
        columns += field.columns[pixel] ** 2;
        both += field.rows[pixel] * field.columns[pixel];
        count += 1;
      }
    }
    expect(Math.abs(Math.sqrt(rows / count) / amplitude - 1)).toBeLessThan(0.1);
    expect(Math.abs(Math.sqrt(columns / count) / amplitude - 1)).toBeLessThan(0.1);
    expect(Math.abs(both / Math.sqrt(rows * columns))).toBeLessThan(0.15);
  });

  test("are smooth, and with the heavy preset never fold the image", () => {
    let smallest = Number.POSITIVE_INFINITY;
    for (let key = 0; key < 20; key++) {
      const { rows, columns } = drawElasticField(SIDE, amplitude, spacing, createRandom(key));
      for (let row = 0; row < SIDE - 1; row++) {
        for (let column = 0; column < SIDE - 1; column++) {
          const here = row * SIDE + column;
          const [down, right] = [here + SIDE, here + 1];
          const determinant =
            (1 + rows[down] - rows[here]) * (1 + columns[right] - columns[here]) -
            (rows[right] - rows[here]) * (columns[down] - columns[here]);
          if (!(determinant >= smallest)) smallest = determinant;
        }
      }
    }
    expect(smallest).toBeGreaterThan(0.2);
  });

  test("displace each component along its own axis", () => {
    const elastic = { rows: Float32Array.of(1, 2, 3, 4), columns: Float32Array.of(10, 20, 30, 40) };
    const { row, column } = mapCrop(2, { row: 5, column: 7 }, IDENTITY, elastic);
    expect([...row]).toEqual([6, 7, 9, 10]);
    expect([...column]).toEqual([17, 28, 37, 48]);
  });
});
