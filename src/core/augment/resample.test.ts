import { expect, test } from "vitest";
import { insideOf, sampleBilinear, sampleNearest } from "./resample.ts";

const ROWS = 3;
const COLUMNS = 4;
const plane = {
  of: { rows: ROWS, columns: COLUMNS },
  box: { top: 0, left: 0, rows: ROWS, columns: COLUMNS },
  data: Float32Array.of(0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23),
};

/** Source coordinates of single points. */
function places(...points: [row: number, column: number][]) {
  return {
    rows: 1,
    columns: points.length,
    row: Float64Array.from(points, ([row]) => row),
    column: Float64Array.from(points, ([, column]) => column),
  };
}

const bilinear = (padding: "reflect" | "zero", ...points: [number, number][]) => [
  ...sampleBilinear(plane, places(...points), padding),
];
const nearest = (padding: "reflect" | "zero", ...points: [number, number][]) => [
  ...sampleNearest(plane, places(...points), padding, new Float32Array(points.length)),
];

test("bilinear interpolation reproduces a ramp along both axes", () => {
  expect(bilinear("zero", [0.25, 1], [1, 1.75], [0.25, 1.75], [1.5, 2.5], [2, 3])).toEqual([
    3.5, 11.75, 4.25, 17.5, 23,
  ]);
});

test("nearest neighbour takes the pixel with the closest centre", () => {
  expect(nearest("zero", [0.4, 1.6], [0.6, 1.4], [-0.4, 3.4], [2.4, -0.4])).toEqual([2, 11, 3, 20]);
});

test("reflection includes the edge pixel and repeats as needed", () => {
  expect(nearest("reflect", [-1, 0], [-2, 0], [-3, 0], [-4, 0], [3, 0], [0, 4], [0, 5], [0, -9])).toEqual([
    0, 10, 20, 20, 20, 3, 2, 0,
  ]);
  expect(bilinear("reflect", [-0.5, 1], [-1.5, 1])).toEqual([1, 6]);
});

test("zero padding fades over the last half pixel", () => {
  expect(nearest("zero", [-1, 1], [3, 1], [1, -1], [1, 4])).toEqual([0, 0, 0, 0]);
  expect(bilinear("zero", [2.5, 1], [1, 3.5], [-2, 1])).toEqual([10.5, 6.5, 0]);
});

test("a pixel is inside if its nearest source pixel exists", () => {
  const inside = insideOf(places([-0.4, 0], [-0.6, 0], [2.4, 0], [2.6, 0], [0, 3.4], [0, 3.6]), plane.of);
  expect([...inside]).toEqual([1, 0, 1, 0, 1, 0]);
});
