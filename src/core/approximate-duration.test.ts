import { expect, it } from "vitest";
import { approximateDuration } from "./approximate-duration.ts";

it("rounds to what an estimate is worth", () => {
  const seconds = [0, 4.9, 5, 42, 57.4, 58, 200, 599, 1500, 3500, 7800, 16_000, 40_000, 400_000];
  expect(seconds.map(approximateDuration)).toEqual([
    "under 5 s",
    "under 5 s",
    "about 5 s",
    "about 40 s",
    "about 55 s",
    "about 1 min",
    "about 3 min",
    "about 10 min",
    "about 25 min",
    "about 1 h",
    "about 2 h 10 min",
    "about 4 h 30 min",
    "about 11 h",
    "about 5 days",
  ]);
});
