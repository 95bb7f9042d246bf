import { expect, it } from "vitest";
import { pickSlots } from "./pick-slots.ts";

it("assigns the smallest slot that is large enough, each at most once", () => {
  expect(pickSlots([100, 40, 60, 40], [70, 40, 30, 30])).toEqual([0, 1, 3, 2]);
});

it("requests new slots when no free slot is large enough", () => {
  expect(pickSlots([50, 20], [80, 30, 20, 1])).toEqual([null, 0, 1, null]);
  expect(pickSlots([], [5])).toEqual([null]);
});
