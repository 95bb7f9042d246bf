import { expect, it } from "vitest";
import { pickPlaces } from "./pick-places.ts";

it("takes the smallest place that is large enough, each once", () => {
  expect(pickPlaces([100, 40, 60, 40], [70, 40, 30, 30])).toEqual([0, 1, 3, 2]);
});

it("asks for new places where none is left or large enough", () => {
  expect(pickPlaces([50, 20], [80, 30, 20, 1])).toEqual([null, 0, 1, null]);
  expect(pickPlaces([], [5])).toEqual([null]);
});
